"""Let a deed say more on its own entry until the entry has its place; what stands stays as it is.

A waiting entry may gain words, never lose or change one; once placed it is closed as before.
"""

from django.db import migrations

SEALED = (
    "id", "deed", "about_kind", "about_id", "at", "person_id", "post_id", "unit_id",
    "before", "after", "key",
)  # fmt: skip

SQLITE = [
    "DROP TRIGGER trail_entry_no_update",
    f"""CREATE TRIGGER trail_entry_no_update BEFORE UPDATE ON trail_entry
   WHEN {" OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in SEALED)}
     OR NOT (
       (length(NEW.words) < length(OLD.words)
        AND EXISTS (SELECT 1 FROM trail_erasure WHERE entry_id = OLD.id))
       OR (NOT EXISTS (SELECT 1 FROM trail_leaf WHERE entry_id = OLD.id)
           AND NOT EXISTS (SELECT 1 FROM json_each(OLD.words) AS stood
                           WHERE json_extract(NEW.words, stood.fullkey) IS NOT stood.value)))
   BEGIN SELECT RAISE(ABORT, 'an entry of the trail is never changed'); END""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION trail_entry_kept() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF to_jsonb(NEW) - 'words' IS DISTINCT FROM to_jsonb(OLD) - 'words'
        OR NOT (
          (length(NEW.words) < length(OLD.words)
           AND EXISTS (SELECT 1 FROM trail_erasure WHERE entry_id = OLD.id))
          OR (NOT EXISTS (SELECT 1 FROM trail_leaf WHERE entry_id = OLD.id)
              AND NOT EXISTS (SELECT 1 FROM jsonb_each(OLD.words::jsonb) AS stood
                              WHERE NEW.words::jsonb -> stood.key
                                    IS DISTINCT FROM stood.value))) THEN
       RAISE EXCEPTION 'an entry of the trail is never changed'
         USING ERRCODE = 'integrity_constraint_violation';
     END IF;
     RETURN NEW;
   END $$""",
]


def distributed(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'citus'")
        return cursor.fetchone() is not None


def guard(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "postgresql" and distributed(connection):
        return
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRES}[connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_append_only")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
