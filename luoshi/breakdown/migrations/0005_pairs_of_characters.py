"""The index of pairs of characters, in each engine's own way; no model knows it (检索)."""

from django.db import migrations

_LAID = {
    "sqlite": [
        "CREATE VIRTUAL TABLE breakdown_grams USING fts5("
        "grams, content='', detail=none, tokenize='unicode61 remove_diacritics 0')",
    ],
    "postgresql": [
        "CREATE TABLE breakdown_grams (place bigint PRIMARY KEY, grams text[] NOT NULL)",
        "CREATE INDEX breakdown_grams_held ON breakdown_grams USING gin (grams)",
    ],
}


def lay(apps, schema_editor):
    """Make the table the pairs stand in."""
    for statement in _LAID[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def take_away(apps, schema_editor):
    """Drop it; what stood in it is made from the words again."""
    schema_editor.execute("DROP TABLE breakdown_grams")


class Migration(migrations.Migration):
    """One table that is made from another."""

    dependencies = [("breakdown", "0004_ledger_views_and_exports")]
    operations = [migrations.RunPython(lay, take_away)]
