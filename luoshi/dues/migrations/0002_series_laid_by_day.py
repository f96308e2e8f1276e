"""Keep the day on which a series needs its next report laid, so that an ordinary day asks nobody.

Series already running are looked at once on the next run, which sets their day right.
"""

from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dues", "0001_what_is_owed")]
    operations = [
        migrations.AddField(
            model_name="series",
            name="lay_on",
            field=models.DateField(default=date(2000, 1, 1), verbose_name="续排日期"),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="series", name="series_to_be_laid"),
        migrations.AddIndex(
            model_name="series",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["lay_on"],
                name="series_to_be_laid_by_day",
            ),
        ),
    ]
