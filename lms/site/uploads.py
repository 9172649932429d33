"""A file that is too large is dropped while it comes in; the rest of the form is kept."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from cms.access.pending_forms import pending_form
from lms.site.errors import too_large

EDITOR = "/admin/"


class LimitedUpload(FileUploadHandler):
    """First in FILE_UPLOAD_HANDLERS: passes on what is small enough, and notes on the request what was not."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0
        editor = self.request is not None and self.request.path.startswith(EDITOR)
        self.limit = settings.EDITOR_UPLOAD_MAX_BYTES if editor else settings.UPLOAD_MAX_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on; past the limit drop the file."""
        self.seen += len(raw_data)
        if self.seen <= self.limit:
            return raw_data
        self.request.too_large = [*getattr(self.request, "too_large", []), self.field_name]  # type: ignore[union-attr]
        raise SkipFile

    def file_complete(self, file_size: int) -> None:
        """The handlers behind this one keep the file."""


class UploadLimitMiddleware:
    """Answer 413 with what was typed when a file of the form was dropped."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Runs after the check of the token, which has read the form."""
        dropped = getattr(request, "too_large", None)
        if not dropped:
            return None
        form = pending_form(request)
        form["files"] = sorted({*form["files"], *dropped})
        return too_large(request, pending_form=form, csrf_token=get_token(request))
