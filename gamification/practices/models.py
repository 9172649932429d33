"""Best practices: the report of a task, checked by a person, published for everybody, and taken up by others."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.languages import site_languages
from cms.media.private import private_storage
from cms.regions import REGIONS
from gamification.members.models import Member, Topic
from gamification.mentors.models import GivenTask


def is_web_address(text: str) -> bool:
    """Is this an address of the web, fetched over an encrypted line?"""
    try:
        URLValidator(schemes=["https"])(text)
    except ValidationError:
        return False
    return True


class Practice(models.Model):
    """What a member did, what changed, and how to repeat it. Public only with her consent and after a person has
    checked that nobody is harmed or identified.

    `edit` counts the changes: a form carries the number it was written against.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("waits for the check")
        RETURNED = "returned", _("returned with comments")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    author = models.ForeignKey(Member, models.PROTECT, related_name="practices")
    given = models.ForeignKey(GivenTask, models.PROTECT, null=True, blank=True, related_name="practices")
    language = models.CharField(_("language"), max_length=5, choices=site_languages)
    title = models.CharField(_("title"), max_length=160)
    done = models.TextField(_("what was done"), blank=True)
    changed = models.TextField(_("what changed"), blank=True)
    for_whom = models.TextField(_("for whom"), blank=True)
    cost = models.TextField(_("what it cost"), blank=True)
    repeat = models.TextField(_("how to repeat it"), blank=True)
    video = models.URLField(_("video"), blank=True)
    region = models.CharField(_("region"), max_length=6, choices=REGIONS, blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="practices")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edit = models.PositiveIntegerField(default=0)
    consent_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        permissions = [("review_practice", gettext_noop("Can review practices and confirm their use"))]
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        indexes = [
            models.Index(fields=["-published_at"], condition=Q(state="published"), name="practice_newest"),
            models.Index(fields=["sent_at"], condition=Q(state="sent"), name="practice_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(consent_at__isnull=False, reviewed_by__isnull=False, published_at__isnull=False),
                name="practice_published_with_consent_and_check",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(consent_at__isnull=False), name="practice_sent_with_consent"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """May everybody read it?"""
        return self.state == self.State.PUBLISHED

    @property
    def video_link(self) -> str:
        """The address of the video, when it is one that may be linked to; a draft keeps whatever was typed."""
        return self.video if is_web_address(self.video) else ""


class PracticePhoto(models.Model):
    """A photograph, encoded anew, without the place and time that a camera writes into it.

    Pages show the small one (`width` and `height` are its own), and lead to the large one.
    """

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="photos")
    file: Any = models.FileField(storage=private_storage, upload_to="practices/%Y/%m", max_length=200)
    small: Any = models.ImageField(
        storage=private_storage, upload_to="practices/%Y/%m", max_length=200, width_field="width", height_field="height"
    )
    alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.alt


class PracticeUse(models.Model):
    """“We used it too”: what came of it elsewhere. Shown, and worth stars to the author, once a person confirmed it."""

    class State(models.TextChoices):
        SENT = "sent", _("waits for the check")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="uses")
    member = models.ForeignKey(Member, models.PROTECT, related_name="uses")
    result = models.TextField(_("what came of it"), max_length=2000)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    sent_at = models.DateTimeField(default=timezone.now)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    comment = models.TextField(blank=True)

    class Meta:
        verbose_name = _("use of a practice")
        verbose_name_plural = _("uses of practices")
        constraints = [
            models.UniqueConstraint(fields=["practice", "member"], name="practice_used_once_by_a_member"),
            models.CheckConstraint(
                condition=Q(state="sent") | Q(reviewed_by__isnull=False), name="practice_use_decided_by_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}/{self.member_id}"
