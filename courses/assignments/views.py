"""Views of the files of submissions."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from cms.media.private import private_file_response
from courses.assignments.models import SubmissionFile


@permission_required("assignments.read")
@require_GET
def submission_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Serve a file to its sender and to reviewers; answer 404 to others."""
    found = get_object_or_404(visible_to(request.user, SubmissionFile), pk=pk)
    return private_file_response(found.file, name=found.name, content_type=found.content_type)
