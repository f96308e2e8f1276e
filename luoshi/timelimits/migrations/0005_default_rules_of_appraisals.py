"""Add the default rules of appraisals: their count and the use of their results (评议).

By code; what an installation has of a code stays. May run twice.
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


class Migration(migrations.Migration):
    dependencies = [("timelimits", "0004_default_rules_of_assessment")]
    operations = [migrations.RunPython(load_rules, migrations.RunPython.noop)]
