"""Let the database itself refuse to change or remove what stands on the trail.

This is extra hardening: `luoshi trail check` finds a change with or without it. A distributed engine
(Citus) has no triggers on its tables; there the application's role gets no UPDATE and no DELETE.
"""

from django.db import migrations

NEVER = ("trail_leaf", "trail_node", "trail_head", "trail_erasure")
SEALED = (
    "id", "deed", "about_kind", "about_id", "at", "person_id", "post_id", "unit_id",
    "before", "after", "key",
)

# A word of an entry may go once its tombstone stands; nothing else of an entry may change.
SQLITE_ENTRY = f"""CREATE TRIGGER trail_entry_no_update BEFORE UPDATE ON trail_entry
   WHEN {" OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in SEALED)}
     OR length(NEW.words) >= length(OLD.words)
     OR NOT EXISTS (SELECT 1 FROM trail_erasure WHERE entry_id = OLD.id)
   BEGIN SELECT RAISE(ABORT, 'an entry of the trail is never changed'); END"""
# Of a reading, only the title may go: it may be what had to be purged.
READ = ("id", "person_id", "post_id", "post_name", "about_kind", "about_id", "what", "at")
SQLITE_READING = f"""CREATE TRIGGER trail_readlog_no_update BEFORE UPDATE ON trail_readlog
   WHEN {" OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in READ)}
     OR NEW.about_title <> ''
   BEGIN SELECT RAISE(ABORT, 'a row of trail_readlog is never changed'); END"""
SQLITE_READS = """CREATE TRIGGER trail_readlog_no_delete BEFORE DELETE ON trail_readlog
   WHEN OLD.at > datetime('now', '-12 months')
   BEGIN SELECT RAISE(ABORT, 'a row of trail_readlog is kept twelve months'); END"""

POSTGRES_REFUSE = """CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'a row of % is never %', TG_TABLE_NAME, TG_ARGV[0]
       USING ERRCODE = 'integrity_constraint_violation';
   END $$"""
POSTGRES_ENTRY_KEPT = """CREATE FUNCTION trail_entry_kept() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF to_jsonb(NEW) - 'words' IS DISTINCT FROM to_jsonb(OLD) - 'words'
        OR length(NEW.words) >= length(OLD.words)
        OR NOT EXISTS (SELECT 1 FROM trail_erasure WHERE entry_id = OLD.id) THEN
       RAISE EXCEPTION 'an entry of the trail is never changed'
         USING ERRCODE = 'integrity_constraint_violation';
     END IF;
     RETURN NEW;
   END $$"""
POSTGRES_READING_KEPT = """CREATE FUNCTION trail_reading_kept() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF to_jsonb(NEW) - 'about_title' IS DISTINCT FROM to_jsonb(OLD) - 'about_title'
        OR NEW.about_title <> '' THEN
       RAISE EXCEPTION 'a row of trail_readlog is never changed'
         USING ERRCODE = 'integrity_constraint_violation';
     END IF;
     RETURN NEW;
   END $$"""
POSTGRES_READS_KEPT = """CREATE FUNCTION trail_reads_kept() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF OLD.at > now() - interval '12 months' THEN
       RAISE EXCEPTION 'a row of trail_readlog is kept twelve months'
         USING ERRCODE = 'integrity_constraint_violation';
     END IF;
     RETURN OLD;
   END $$"""


def sqlite_never(table, verb, word):
    return f"""CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
       BEGIN SELECT RAISE(ABORT, 'a row of {table} is never {word}'); END"""


def postgres_never(table, verb, word, each="ROW"):
    return f"""CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
       FOR EACH {each} EXECUTE FUNCTION trail_refuse('{word}')"""


SQLITE = [
    SQLITE_ENTRY,
    sqlite_never("trail_entry", "delete", "removed"),
    SQLITE_READING,
    SQLITE_READS,
    *(sqlite_never(table, "update", "changed") for table in NEVER),
    *(sqlite_never(table, "delete", "removed") for table in NEVER),
]
POSTGRES = [
    POSTGRES_REFUSE,
    POSTGRES_ENTRY_KEPT,
    POSTGRES_READS_KEPT,
    """CREATE TRIGGER trail_entry_no_update BEFORE UPDATE ON trail_entry
       FOR EACH ROW EXECUTE FUNCTION trail_entry_kept()""",
    postgres_never("trail_entry", "delete", "removed"),
    POSTGRES_READING_KEPT,
    """CREATE TRIGGER trail_readlog_no_update BEFORE UPDATE ON trail_readlog
       FOR EACH ROW EXECUTE FUNCTION trail_reading_kept()""",
    """CREATE TRIGGER trail_readlog_no_delete BEFORE DELETE ON trail_readlog
       FOR EACH ROW EXECUTE FUNCTION trail_reads_kept()""",
    *(postgres_never(table, "update", "changed") for table in NEVER),
    *(postgres_never(table, "delete", "removed") for table in NEVER),
    *(
        postgres_never(table, "truncate", "removed", each="STATEMENT")
        for table in ("trail_entry", "trail_readlog", *NEVER)
    ),
]


def distributed(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'citus'")
        return cursor.fetchone() is not None


def guard(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "postgresql" and distributed(connection):
        return
    # One statement each, and params=None because the SQL holds percent signs.
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRES}[connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_the_trail")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
