"""Files of evidence as they come with a form: how many, how large, and what their names say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from luoshi.papers.apart import kind_of
from luoshi.papers.refusals import Unreadable

MEGABYTE = 1024 * 1024
FILE_LIMIT = 20 * MEGABYTE
MOST_FILES = 10


class ManyFiles(forms.ClearableFileInput):
    """The browser's own chooser, for several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Files of evidence, none to some; each under the limit and what its name says it is."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files as a list."""
        given = data if isinstance(data, list | tuple) else [data]
        kept = [one for one in (super(FilesField, self).clean(file) for file in given) if one]
        if len(kept) > MOST_FILES:
            raise forms.ValidationError(_("一次最多上传%(most)s个文件") % {"most": MOST_FILES})
        return [looked_at(one) for one in kept]


def looked_at(file: UploadedFile[Any]) -> UploadedFile[Any]:
    """Return a file that is under the limit and what its name says it is, from its beginning.

    :raises forms.ValidationError: if it is too large, or something else
    """
    words = {"name": file.name}
    if (file.size or 0) > FILE_LIMIT:
        raise forms.ValidationError(_("“%(name)s”超过20 MB，请压缩或分开上传") % words)
    try:
        kind_of(file.read(), str(file.name))
    except Unreadable as unreadable:
        why = {**words, "why": unreadable.said(_)}
        raise forms.ValidationError(_("“%(name)s”：%(why)s") % why) from None
    finally:
        file.seek(0)
    return file


def contents(files: Sequence[UploadedFile[Any]]) -> list[tuple[str, bytes]]:
    """Return uploaded files as name and bytes."""
    return [(str(file.name), file.read()) for file in files]
