"""What follows from a finished course."""

from typing import Any

from django.dispatch import receiver

from courses.certificates.services import issue_automatically
from courses.learning.models import Enrolment
from courses.learning.progress import Progress
from courses.signals import course_finished


@receiver(course_finished, dispatch_uid="certificates.issue")
def issue_on_finishing(sender: Any, enrolment: Enrolment, progress: Progress, **facts: Any) -> None:
    """Store the certificate with the completion that finished the course, or neither."""
    issue_automatically(enrolment=enrolment, progress=progress)
