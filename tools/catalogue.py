"""Gathers the sentences of the source with Django's own extractor; `tools/messages` calls it."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = "English catalogue of Luoshi (落实). Chinese is the source; tools/messages gathers it."
METADATA = {
    "Project-Id-Version": "luoshi",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def gathered() -> polib.POFile:
    """Return every sentence of the package, by running makemessages over a copy of its source."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.site.settings_test"
    sys.path.insert(0, str(ROOT))
    from django.core.management import call_command  # noqa: PLC0415  after the settings are named

    with tempfile.TemporaryDirectory() as place:
        copy = Path(place)
        leave = shutil.ignore_patterns("static", "migrations", "__pycache__", "*.mo")
        shutil.copytree(ROOT / "luoshi", copy / "luoshi", ignore=leave)
        (copy / "locale").mkdir()
        here = Path.cwd()
        os.chdir(copy)
        try:
            call_command("makemessages", locale=["en"], verbosity=0, no_wrap=True)
        finally:
            os.chdir(here)
        return polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"))


def merged(source: polib.POFile, known: polib.POFile) -> polib.POFile:
    """Return the sentences of the source with the translations already known."""
    # The same words in another context are another sentence.
    translated = {(entry.msgctxt, entry.msgid): entry for entry in known}
    whole = polib.POFile(wrapwidth=100)
    whole.header, whole.metadata = HEADER, METADATA
    for entry in sorted(source, key=lambda one: (one.occurrences[0][0], one.msgid)):
        old = translated.get((entry.msgctxt, entry.msgid))
        # Files without line numbers: a moved line is no change of the catalogue.
        entry.occurrences = sorted({(name, "") for name, _line in entry.occurrences})
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.comment = entry.tcomment = ""
        if old and entry.msgid_plural:
            entry.msgstr_plural = old.msgstr_plural or {0: "", 1: ""}
        elif old:
            entry.msgstr = old.msgstr
        whole.append(entry)
    return whole


def main() -> None:
    """Bring the catalogue up to date, or only list the sentences into the folder given."""
    sys.path.insert(0, str(ROOT))
    if len(sys.argv) > 1:
        gathered().save(str(Path(sys.argv[1]) / "django.po"))
        return
    known = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    whole = merged(gathered(), known)
    whole.save(str(CATALOGUE))
    whole.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    missing = len(whole.untranslated_entries())
    print(f"{len(whole)} sentences, {missing} to translate: {CATALOGUE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
