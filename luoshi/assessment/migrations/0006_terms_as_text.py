"""A score's terms are text: taking them apart cost PostgreSQL more than keeping them (得分明细)."""

from importlib import import_module

from django.db import migrations, models

pack = import_module("luoshi.assessment.migrations.0005_terms_packed_fast").pack


class Migration(migrations.Migration):
    """One column changes its type, which forgets how it is packed."""

    dependencies = [("assessment", "0005_terms_packed_fast")]
    operations = [
        migrations.AlterField("score", "terms", models.TextField(blank=True)),
        migrations.RunPython(pack, migrations.RunPython.noop),
    ]
