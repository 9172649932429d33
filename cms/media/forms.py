"""Uploads in the editor pass the same check as those of a package."""

import io
from typing import Any

from wagtail.images.forms import BaseImageForm

from cms.media.pictures import clean_picture


class PictureForm(BaseImageForm):
    """The form of a picture: refuses scripts, encodes pixels anew (setting WAGTAILIMAGES_IMAGE_FORM_BASE)."""

    def clean_file(self) -> Any:
        """Replace the content of an upload by what is stored of it; an old file stays as it is."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data or not upload:
            return upload
        upload.seek(0)
        content = clean_picture(upload.name, upload.read())
        upload.file, upload.size = io.BytesIO(content), len(content)
        return upload
