"""Lay down the default rules that came with requests (延期等申请), where the city has none yet.

By natural key and in one batch; what is there already is left alone, so it may run twice.
"""

import json
from pathlib import Path

from django.db import migrations
from uuid_utils.compat import uuid7

RULES = Path(__file__).parent.parent / "reference" / "default_rules.json"


def load_rules(apps, schema_editor):
    rule_model = apps.get_model("timelimits", "DefaultRule")
    known = set(rule_model.objects.values_list("code", flat=True))
    rule_model.objects.bulk_create(
        rule_model(id=uuid7(), **rule)
        for rule in json.loads(RULES.read_text("utf-8"))
        if rule["code"] not in known
    )


class Migration(migrations.Migration):
    dependencies = [("timelimits", "0002_load_reference")]
    operations = [migrations.RunPython(load_rules, migrations.RunPython.noop)]
