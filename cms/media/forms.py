"""Uploads in the editor pass the same check as those of a package."""

import io
from typing import Any

from django.conf import settings
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from cms.media.documents import check_document, check_recording
from cms.media.pictures import clean_picture


class PictureForm(BaseImageForm):
    """The form of a picture: refuses scripts, encodes pixels anew (setting WAGTAILIMAGES_IMAGE_FORM_BASE)."""

    def clean_file(self) -> Any:
        """Replace the content of an upload by what is stored of it; an old file stays as it is."""
        upload = self.cleaned_data["file"]
        return _clean(upload) if "file" in self.changed_data and upload else upload


class DocumentForm(BaseDocumentForm):
    """The form of a document: its content is what its name says (setting WAGTAILDOCS_DOCUMENT_FORM_BASE)."""

    def clean_file(self) -> Any:
        """Refuse programs, pages and what hides under another name; an old file stays as it is."""
        upload = self.cleaned_data["file"]
        if "file" in self.changed_data and upload:
            check_document(upload, upload.name, max_bytes=settings.EDITOR_UPLOAD_MAX_BYTES)
        return upload


class RecordingForm(BaseMediaForm):
    """The form of a recording and its small picture (setting WAGTAILMEDIA, MEDIA_FORM_BASE)."""

    def clean_file(self) -> Any:
        """Refuse what is no audio or video by its content."""
        upload = self.cleaned_data["file"]
        if "file" in self.changed_data and upload:
            check_recording(upload, upload.name, kind=self.instance.type)
        return upload

    def clean_thumbnail(self) -> Any:
        """The small picture passes the check of pictures."""
        upload = self.cleaned_data["thumbnail"]
        return _clean(upload) if "thumbnail" in self.changed_data and upload else upload


def _clean(upload: Any) -> Any:
    upload.seek(0)
    content = clean_picture(upload.name, upload.read())
    upload.file, upload.size = io.BytesIO(content), len(content)
    return upload
