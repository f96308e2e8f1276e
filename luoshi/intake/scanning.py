"""Scans on their way to being papers: laid down, recognised page by page, looked over, registered.

None of this is a deed: a scan is a draft of its sender's. The deed is `operations.take_in`, with
the words as the sender left them.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from luoshi.intake.models import Scan
from luoshi.intake.operations import demand_a_licence
from luoshi.organisation.acting import Acting
from luoshi.papers import apart, kinds, telling
from luoshi.papers.refusals import Unreadable
from luoshi.papers.text import Paper

# A scan nobody goes on with is thrown away with the next one laid down after this.
KEPT = timedelta(days=7)


def lay_down(
    content: bytes, *, name: str, pages: int, said: Mapping[str, str], by: Acting, at: datetime
) -> Scan:
    """Lay a scan down, none of its pages recognised yet.

    :param said: what was typed beside the file
    :raises NotYours: if `by` may not take papers in
    """
    demand_a_licence(by, at)
    Scan.objects.filter(laid_at__lt=at - KEPT).delete()
    return Scan.objects.create(
        person_id=by.person_id,
        name=name[:200],
        content=content,
        pages=pages,
        said=dict(said),
        laid_at=at,
    )


def see_next(scan: Scan) -> None:
    """Recognise the next page of a scan; of two who do so at once, one page is kept.

    :raises Unreadable: if the page cannot be recognised, or another is being recognised
    """
    if scan.whole:
        return
    leaf = apart.page_of(bytes(scan.content), scan.seen + 1)
    leaves = [*scan.leaves, telling.leaf_told(leaf)]
    still = Scan.objects.filter(pk=scan.pk, seen=scan.seen)
    still.update(seen=scan.seen + 1, leaves=leaves)
    # Not the bytes again: they may be twenty megabytes.
    scan.refresh_from_db(fields=["seen", "leaves"])


def paper_of(scan: Scan) -> Paper:
    """Return the paper that the recognised pages make up.

    :raises Unreadable: if there are no words on them, or they are marked secret
    """
    leaves = [telling.leaf_heard(one) for one in scan.leaves]
    kind = kinds.kind_of(bytes(scan.content))
    return apart.put_together(leaves, kind=kind, name=scan.name)


def give_up(scan: Scan) -> None:
    """Throw a scan away, with all that was recognised of it."""
    scan.delete()


def may_be_recognised(unreadable: Unreadable) -> bool:
    """Tell whether a paper that could not be read is pictures which this machine can recognise."""
    return unreadable.code == "scan" and apart.can_recognise()


def pages_to_recognise(paper: Paper) -> int:
    """Return how many pages a paper has, if some of them are pictures this machine can recognise.

    Empty pages are no pictures; a paper without any returns nought.
    """
    for words in paper.remarks:
        if words.code == "pictures" and words.params["drawn"] and apart.can_recognise():
            return int(words.params["total"])
    return 0
