"""Files that no address of the web server reaches, and the one way by which such a file leaves the site."""

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.http import FileResponse


def private_storage() -> Storage:
    """The storage where such files lie. A site without one does not start: Django names the missing setting."""
    return storages["private"]


def private_file_response(file: File, *, name: str, content_type: str) -> FileResponse:
    """A file to save, never to be opened inside the site; no cache keeps it. Ask the policy before."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
