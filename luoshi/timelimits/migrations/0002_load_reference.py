"""Load the official days since 2004 and the default rules, so that no database stands without them.

By natural keys and in one batch each; what is there already is left alone, so it may run twice.
Later years come by `luoshi reference` or by loading a year.
"""

import json
from pathlib import Path

from chinese_calendar.constants import Holiday, holidays, workdays
from django.db import migrations
from django.utils import timezone
from uuid_utils.compat import uuid7

RULES = Path(__file__).parent.parent / "reference" / "default_rules.json"
NAMES = {kind.value: kind.chinese for kind in Holiday} | {
    Holiday.anti_fascist_70th_day.value: "抗战胜利纪念日"
}


def load_days(apps, schema_editor):
    year_model = apps.get_model("timelimits", "OfficialYear")
    day_model = apps.get_model("timelimits", "OfficialDay")
    stamp_model = apps.get_model("timelimits", "CalendarStamp")
    known = set(year_model.objects.values_list("year", flat=True))
    years = {
        year: year_model(
            id=uuid7(),
            year=year,
            basis=f"国务院办公厅关于{year}年部分节假日安排的通知",
            loaded_at=timezone.now(),
        )
        for year in sorted({day.year for day in holidays} - known)
    }
    year_model.objects.bulk_create(years.values())
    days = [(day, "HOLIDAY", name) for day, name in holidays.items()]
    days += [(day, "MAKE_UP", name) for day, name in workdays.items()]
    day_model.objects.bulk_create(
        [
            day_model(id=uuid7(), date=day, kind=kind, name=NAMES[name], year=years[day.year])
            for day, kind, name in days
            if day.year in years
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    if not stamp_model.objects.exists():
        stamp_model.objects.create(id=uuid7(), stamp=uuid7())


def load_rules(apps, schema_editor):
    rule_model = apps.get_model("timelimits", "DefaultRule")
    known = set(rule_model.objects.values_list("code", flat=True))
    rule_model.objects.bulk_create(
        rule_model(id=uuid7(), **rule)
        for rule in json.loads(RULES.read_text("utf-8"))
        if rule["code"] not in known
    )


class Migration(migrations.Migration):
    dependencies = [("timelimits", "0001_official_calendar_and_default_rules")]
    operations = [
        migrations.RunPython(load_days, migrations.RunPython.noop),
        migrations.RunPython(load_rules, migrations.RunPython.noop),
    ]
