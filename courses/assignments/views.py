"""Files of practical work."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from cms.media.private import private_file
from courses.assignments.models import SubmissionFile


@permission_required("assignments.read")
@require_GET
def submission_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file, for its sender and for trainers; to others it is not there."""
    found = get_object_or_404(visible_to(request.user, SubmissionFile), pk=pk)
    return private_file(found.file, name=found.name, content_type=found.content_type)
