"""Data: until now a report came to the room in the moment it was written down."""

from django.db import migrations
from django.db.models import F

BATCH = 5000


def arrive(apps, schema_editor):
    """Set when each report came to the room, a batch at a time; running it again finds none."""
    report = apps.get_model("reporting", "Report")
    waiting = report.objects.filter(arrived_at__isnull=True)
    found = 0
    while keys := list(waiting.values_list("pk", flat=True)[:BATCH]):
        found += report.objects.filter(pk__in=keys).update(arrived_at=F("reported_at"))
    if found:
        print(f" {found} reports", end="")  # noqa: T201  what a data migration found


class Migration(migrations.Migration):
    """Nothing to undo: the column itself goes with the migration before."""

    dependencies = [("reporting", "0002_the_chain_of_signatures")]
    operations = [migrations.RunPython(arrive, migrations.RunPython.noop)]
