"""Uploads that pages show, served by the site itself where no web server does it.

Documents are not among them (Wagtail serves those and asks who may), nor are the originals of pictures.
"""

import mimetypes
import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from cms.access.decorators import permission_required
from cms.media.collections import restrictions_of

FOLDERS = ("images/", "media/", "media_thumbnails/", "captions/")
RANGE = re.compile(r"bytes=([0-9]{1,18})-([0-9]{0,18})$")  # any other is answered with the whole file
PART = 2 * 1024 * 1024
HEADERS = {
    "Accept-Ranges": "bytes",
    "Cache-Control": f"public, max-age={365 * 24 * 60 * 60}, immutable",  # a changed file gets a new name
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}


@permission_required("media.read")
@require_safe
def media_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file, for those to whom its collection is open; a part of it when the player asks for one, without which
    telephones play no video.
    """
    if not path.startswith(FOLDERS) or ".." in path:
        raise Http404
    file = Path(safe_join(settings.MEDIA_ROOT, path))
    if not file.is_file():
        raise Http404
    restrictions = restrictions_of(path)
    if not all(one.accept_request(request) for one in restrictions):
        raise PermissionDenied
    asked = RANGE.match(request.headers.get("Range", ""))
    response = _part(file, int(asked[1]), asked[2]) if asked else FileResponse(file.open("rb"))
    for name, value in HEADERS.items():
        response[name] = value
    if restrictions:
        response["Cache-Control"] = "private, no-store"
    return response


def _part(file: Path, first: int, last: str) -> HttpResponse:
    """The part that was asked for, or its beginning: the player asks for the rest by itself."""
    size = file.stat().st_size
    end = min(int(last) if last else size, size - 1, first + PART - 1)
    if first > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with file.open("rb") as content:
        content.seek(first)
        body = content.read(end - first + 1)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return HttpResponse(body, status=206, content_type=kind, headers={"Content-Range": f"bytes {first}-{end}/{size}"})
