"""PostgreSQL packs a score's terms with lz4, in half the time of its own way (得分明细).

What stands already is read as it is, and packed anew when it is written again.
"""

from django.db import migrations


def pack(apps, schema_editor):
    """Say so where the server can: since its version 14, if it was built with lz4."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_settings"
            " WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"
        )
        able = cursor.fetchone() is not None
    if able:
        schema_editor.execute(
            "ALTER TABLE assessment_score ALTER COLUMN terms SET COMPRESSION lz4"
        )


class Migration(migrations.Migration):
    """One column is packed in another way; no model changes."""

    dependencies = [("assessment", "0004_appraisals")]
    operations = [migrations.RunPython(pack, migrations.RunPython.noop)]
