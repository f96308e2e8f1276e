"""How a document's words leave this room, where they should never have been entered (清除)."""

from datetime import datetime
from hashlib import sha256

from luoshi.intake.models import Document
from luoshi.trail.purge import Erased

PURGED = "（已清除）"


def erase(document_id: str, at: datetime) -> Erased:
    """Take a document's title, text and original out; sentences keep their bare offsets."""
    document = Document.objects.select_related("file").get(pk=document_id)
    Document.objects.filter(pk=document.pk).update(
        title=PURGED, text="", document_number="", issuer="", file_name=PURGED
    )
    document.sentences.update(note="")
    return Erased(
        digest=sha256(document.text.encode()).hexdigest(),
        files=(document.file.digest,),
        about=(("document", str(document.pk)),),
    )
