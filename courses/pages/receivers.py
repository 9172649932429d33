"""What follows from changes in the page tree."""

from contextlib import suppress
from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from wagtail.models import Page

from courses.pages import in_use
from courses.pages.models import CoursePage, ItemPage
from courses.syllabus.models import Course


@receiver(pre_delete)
def keep_used_pages(sender: type, instance: Any, **facts: Any) -> None:
    """Every way of deleting a page ends here, the one of a whole tree too."""
    if issubclass(sender, ItemPage):
        in_use.refuse_if_used(instance)


@receiver(post_delete, sender=CoursePage)
def forget_unpublished_course(sender: type, instance: CoursePage, **facts: Any) -> None:
    """The record of a course that was never published goes with its last page."""
    if not Page.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk).exists():
        with suppress(ProtectedError):  # a bank of questions, for one, outlives the page
            Course.objects.filter(key=instance.translation_key).delete()
