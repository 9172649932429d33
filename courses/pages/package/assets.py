"""Files of a package in the libraries of the editor. Found again by course and name, replaced when they changed."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtailmedia.models import Media

from cms.media.models import CaptionTrack
from cms.media.pictures import clean_picture


class Library:
    """The files of one course, in a collection named after its code."""

    def __init__(self, code: str, folder: Path) -> None:
        self.folder = folder
        self.collection = Collection.objects.filter(name=code, depth=2).first() or self._collection(code)

    @staticmethod
    def _collection(code: str) -> Collection:
        root = Collection.objects.get(depth=1)
        return root.add_child(instance=Collection(name=code))

    def picture(self, name: str) -> int:
        """The id of a picture."""
        return self._stored(get_image_model(), name, clean_picture(name, self._read(name)))

    def document(self, name: str) -> int:
        """The id of a file to download."""
        return self._stored(get_document_model(), name, self._read(name))

    def recording(self, name: str, kind: str) -> int:
        """The id of an audio or video file."""
        return self._stored(Media, name, self._read(name), type=kind)

    def captions(self, media: int, language: str, name: str) -> None:
        """Give a recording its captions in a language."""
        track = CaptionTrack.objects.filter(media_id=media, language=language).first()
        track = track or CaptionTrack(media_id=media, language=language)
        content = self._read(name)
        if not track.pk or _content_of(track) != content:
            track.file.save(name, ContentFile(content), save=False)
            track.save()

    def _read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def _stored(self, model: Any, name: str, content: bytes, **fields: Any) -> int:
        row = model.objects.filter(collection=self.collection, title=name).first()
        if row is None:
            row = model(collection=self.collection, title=name, **fields)
        elif _content_of(row) == content:
            return int(row.pk)
        else:
            getattr(row, "renditions", model.objects.none()).all().delete()
        row.file = ContentFile(content, name)
        _note_size(row)
        row.save()
        return int(row.pk)


def _content_of(row: Any) -> bytes:
    """What is stored; nothing when the file was lost, so that it is stored again."""
    try:
        with row.file.open("rb") as file:
            content: bytes = file.read()
            return content
    except FileNotFoundError:
        return b""


def _note_size(row: Any) -> None:
    """What the libraries keep about a file."""
    for note in ("_set_image_file_metadata", "_set_document_file_metadata"):
        if hasattr(row, note):
            getattr(row, note)()
