"""照片: what a camera writes into a file is read off and taken out, the picture is left alone."""

from datetime import datetime

import pytest

from luoshi.reporting.models import Evidence
from luoshi.reporting.photographs import Marks, marks_of, without_marks
from luoshi.trail import files
from tests.reporting.photographs import COLOURS, JPEG, PICTURE, TABLES, exif, jpeg
from tests.road import S, a_matter, a_report

TAKEN = datetime(2026, 5, 20, 9, 36)  # noqa: DTZ001  a camera knows no time zone


def test_time_place_and_turn_are_read():
    assert marks_of(JPEG) == Marks(TAKEN, "30.50000,104.01000", 6)


def test_the_file_keeps_its_picture_its_colours_and_its_turn_and_nothing_else():
    plain = without_marks(JPEG)

    assert marks_of(plain) == Marks(None, "", 6)
    assert plain.endswith(COLOURS + TABLES + PICTURE)
    assert b"by me" not in plain


def test_a_photograph_that_stands_upright_carries_no_mark_at_all():
    assert without_marks(jpeg(exif(turn=1))) == b"\xff\xd8" + COLOURS + TABLES + PICTURE


def test_taking_out_twice_changes_nothing_more():
    assert without_marks(without_marks(JPEG)) == without_marks(JPEG)


@pytest.mark.parametrize("size", range(0, len(JPEG), 7))
def test_a_broken_photograph_is_no_accident(size):
    cut = JPEG[:size]

    assert isinstance(without_marks(cut), bytes)
    assert isinstance(marks_of(cut), Marks)


def test_a_png_and_a_webp_lose_their_words_too():
    chunk = b"\0\0\0\x04eXIfabcd\0\0\0\0"
    kept = b"\0\0\0\x00IEND\0\0\0\0"
    webp = b"VP8 \x02\0\0\0hi"
    told = b"EXIF\x02\0\0\0no"

    assert without_marks(b"\x89PNG\r\n\x1a\n" + chunk + kept) == b"\x89PNG\r\n\x1a\n" + kept
    whole = b"RIFF\x18\0\0\0WEBP" + webp + told
    assert without_marks(whole) == b"RIFF\x0e\0\0\0WEBP" + webp


def test_what_is_no_photograph_comes_through_untouched():
    assert without_marks(b"%PDF-1.7") == b"%PDF-1.7"


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "place"), [(False, ""), (True, "30.50000,104.01000")])
def test_the_place_is_kept_only_where_it_was_ticked(asked, place):
    a_report(a_matter(S.IN_PROGRESS), files=[("现场.jpg", JPEG)], keep_place=asked)

    kept = Evidence.objects.get()
    assert (kept.taken_place, kept.taken_at.isoformat()) == (place, "2026-05-20T01:36:00+00:00")
    assert files.read(kept.file) == without_marks(JPEG)
