"""The triggers that keep the campaigns' tally."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial"), ("cases", "0001_initial")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))]
