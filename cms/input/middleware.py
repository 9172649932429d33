"""The middleware that makes fit for every database what a request carries, or refuses it."""

import logging
import re
from collections.abc import Callable
from traceback import walk_tb
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.handlers.exception import response_for_exception
from django.core.paginator import InvalidPage
from django.db import DatabaseError, DataError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict, MultiValueDictKeyError
from modelsearch.backends.base import FieldError

from cms.input.cleaning import CONTROL, UNFIT, clean_fields, clean_text

logger = logging.getLogger(__name__)
MAX_BIGINT = 2**63 - 1  # of what a column for numbers takes
UNFIT_VALUE = re.compile(
    r"NUL|null (byte|character)|expected a number but got"
)  # the last: a lookup by what is no number
# Of values for the database, of forms, and of parameters that the editor's lists take as they come.
UNFIT_ERRORS = (DataError, OverflowError, UnicodeEncodeError, MultiValueDictKeyError, InvalidPage, FieldError)
# What Django gives its own answer to, or tells of a database that does not.
ANSWERED_ELSEWHERE = (
    BadRequest,
    DatabaseError,
    Http404,
    InterfaceError,
    MultiPartParserError,
    PermissionDenied,
    SuspiciousOperation,
)


class InputMiddleware:
    """Clean what people type, refuse what only a program can have written, answer 400 for what the database refuses.

    Stands in front of everything that reads a query, a cookie or a form. The fields of a form are cleaned when the
    view is known and before the token is checked: nothing is read for an address that does not exist.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if CONTROL.search(request.path_info) or UNFIT.search(request.path_info):
            raise BadRequest("control characters in the address")
        _clean_headers(request)
        _clean_query(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: tuple, kwargs: dict[str, Any]) -> None:
        """Raise Http404 for a number in the address that no row can have, and clean the form."""
        if any(isinstance(part, int) and abs(part) > MAX_BIGINT for part in kwargs.values()):
            raise Http404
        if request.method == "POST":
            _clean_form(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 400 for what the database could not take in spite of all checks, and log it as our error."""
        if not is_unfit(exception):
            return None
        logger.error("Unfit input got past all checks: %s", request.path, exc_info=exception)
        return response_for_exception(request, BadRequest(str(exception)))


def is_unfit(error: Exception) -> bool:
    """Return whether an error says that a value fits into no column, or was raised while a form was being read.

    A value is unfit when it is too long, too large or has characters that a column cannot hold.
    """
    if isinstance(error, UNFIT_ERRORS):
        return True
    if isinstance(error, ANSWERED_ELSEWHERE):
        return False
    return (isinstance(error, ValueError) and bool(UNFIT_VALUE.search(str(error)))) or _while_reading_a_form(error)


def _while_reading_a_form(error: Exception) -> bool:
    frames = [frame for frame, _line in walk_tb(error.__traceback__)]
    return any(
        frame.f_code.co_name == "value_from_datadict"
        or (frame.f_code.co_name == "full_clean" and frame.f_globals["__name__"].startswith("django.forms"))
        for frame in frames
    )


def _clean_headers(request: HttpRequest) -> None:
    """Drop headers and cookies that hold what no browser sends. A server passes bytes above 127 as they are."""
    for name in [name for name in request.META if name.startswith("HTTP_")]:
        if CONTROL.search(request.META[name].replace("\t", " ")):
            del request.META[name]
    for name, value in list(request.COOKIES.items()):
        if UNFIT.search(name + value):
            del request.COOKIES[name]


def _clean_query(request: HttpRequest) -> None:
    if not request.META.get("QUERY_STRING"):
        return
    cleaned = clean_fields(request.GET)
    if cleaned is not request.GET:
        request.GET = cleaned  # type: ignore[assignment]
        request.META["QUERY_STRING"] = cleaned.urlencode()


def _clean_form(request: HttpRequest) -> None:
    try:
        cleaned = clean_fields(request.POST)
    except UnreadablePostError as broken:
        raise BadRequest("the form broke off") from broken
    if cleaned is not request.POST:
        request.POST = cleaned  # type: ignore[assignment]
    if any(clean_text(name) != name for name in request.FILES):
        files = {clean_text(name): files for name, files in request.FILES.lists()}
        request._files = MultiValueDict(files)  # type: ignore[attr-defined]
