"""Load the shared reference data: the official calendar and the default rules. May run twice."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from luoshi.timelimits import operations, queries
from luoshi.timelimits.here import day_here


class Command(BaseCommand):
    """Load what is missing and say what was found."""

    help = "装入官方节假日和默认时限 Load the official calendar and the default rules."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the years the tables lack, write the default rules, name the years still missing."""
        at = timezone.now()
        for loaded in operations.load_official(at=at):
            self.stdout.write(f"{loaded.year}年：{loaded.days}天")
        self.stdout.write(f"默认时限：{operations.load_default_rules()}条")
        for year in queries.years_missing(day_here(at).year):
            self.stdout.write(f"{year}年放假安排未装入，按普通工作日推算（暂定）")
