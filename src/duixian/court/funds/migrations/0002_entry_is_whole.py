"""An entry without all its lines cannot be committed: its last line is a key into the postings."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE funds_entry ADD CONSTRAINT entry_is_whole FOREIGN KEY (id, lines)"
            " REFERENCES funds_posting (entry_id, no) DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE funds_entry DROP CONSTRAINT entry_is_whole",
        ),
        # A new place is written empty and takes its money in the same breath, on the same page.
        migrations.RunSQL("ALTER TABLE funds_account SET (fillfactor = 50)", migrations.RunSQL.noop),
    ]
