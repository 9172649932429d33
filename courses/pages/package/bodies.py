"""From the parts of a document to the value of a page's body."""

from typing import Any
from uuid import UUID, uuid5

from courses.pages.package.assets import Library
from courses.pages.package.documents import Document, Part


def body_of(document: Document, key: UUID, library: Library, language: str) -> list[dict[str, Any]]:
    """The raw value of a StreamField. Ids come from the page's key, so every language and machine has the same."""
    body, counts = [], dict[str, int]()
    for part in document.parts:
        number = counts[part.kind] = counts.get(part.kind, 0) + 1
        block = uuid5(key, f"{part.kind}/{number}")
        body.append({"type": part.kind, "id": str(block), "value": _value(part, block, library, language)})
    return body


def prose_of(document: Document) -> str:
    """The rich text of a document that is prose alone."""
    return "".join(part.value["text"] for part in document.parts)


def _value(part: Part, block: UUID, library: Library, language: str) -> Any:
    if part.kind == "text":
        return part.value["text"]
    fields = {name: _listed(value, uuid5(block, name)) for name, value in part.value.items()}
    if part.kind in ("key", "reflection"):
        del fields["title"]
    return {**fields, **_files(part, library, language)}


def _listed(value: Any, key: UUID) -> Any:
    """Lists as the editor stores them: each entry with an id."""
    if not isinstance(value, list):
        return value
    entries = enumerate(value)
    return [
        {"type": "item", "id": str(uuid5(key, str(number))), "value": _listed(entry, uuid5(key, str(number)))}
        for number, entry in entries
    ]


def _files(part: Part, library: Library, language: str) -> dict[str, int]:
    if "image" in part.files:
        return {"image": library.picture(part.files["image"])}
    if "document" in part.files:
        return {"document": library.document(part.files["document"])}
    if "media" not in part.files:
        return {}
    media = library.recording(part.files["media"], part.kind)
    if captions := part.files.get("captions"):
        library.captions(media, language, captions)
    return {"media": media}
