"""Bring the default rules to the whole table of the field: new codes, and since when a law holds.

By code; what an installation has of a code stays, only the day its law came into force is written
down where none was. May run twice.
"""

import json
from pathlib import Path

from django.db import migrations
from uuid_utils.compat import uuid7

RULES = Path(__file__).parent.parent / "reference" / "default_rules.json"


def load_rules(apps, schema_editor):
    rule_model = apps.get_model("timelimits", "DefaultRule")
    given = json.loads(RULES.read_text("utf-8"))
    known = set(rule_model.objects.values_list("code", flat=True))
    rule_model.objects.bulk_create(
        rule_model(id=uuid7(), **rule) for rule in given if rule["code"] not in known
    )
    for rule in given:
        held = rule_model.objects.filter(code=rule["code"])
        if "since" in rule and not held.filter(since__isnull=False).exists():
            held.update(since=rule["since"])


class Migration(migrations.Migration):
    dependencies = [("timelimits", "0002_load_reference")]
    operations = [migrations.RunPython(load_rules, migrations.RunPython.noop)]
