"""What was paid before a case was filed is recovered in no case: a revived one carries it, and counts it not."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_tally"), ("cases", "0006_event_kinds")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))]
