"""Who belongs to the club, and what of her she agreed to show."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from cms.languages import site_languages
from cms.regions import REGIONS


class Topic(ClusterableModel):
    """A subject of the club's work, named in each language."""

    slug = models.SlugField(_("short name in addresses"), unique=True)

    class Meta:
        default_permissions = ()
        ordering = ["slug"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        names = {name.language: name.name for name in self.names.all()}
        return names.get(get_language() or "") or next(iter(names.values()), self.slug)


class TopicName(models.Model):
    """What a topic is called in one language."""

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=5, choices=site_languages)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "language"], name="topic_name_once_a_language")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person in the club. Who leaves keeps the row with `left_at`; who comes back has it emptied.

    What others see is only what `shown` names (of SHOWABLE), and only when `in_directory`.
    """

    class Role(models.TextChoices):
        DEPUTY = "deputy", _("deputy of a local council")
        CANDIDATE = "candidate", _("candidate")
        ACTIVIST = "activist", _("activist")
        SERVANT = "servant", _("civil or municipal servant")
        FRIEND = "friend", _("friend of the club")

    SHOWABLE = ("council", "region", "role", "languages", "teaches", "wants", "stars")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="membership")
    name = models.CharField(_("name in the club"), max_length=150)
    council = models.CharField(_("council"), max_length=200, blank=True)
    region = models.CharField(_("region"), max_length=6, choices=REGIONS, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    languages = models.JSONField(_("languages"), default=list)
    teaches = models.ManyToManyField(Topic, verbose_name=_("what I can teach"), related_name="teachers", blank=True)
    wants = models.ManyToManyField(Topic, verbose_name=_("what I want to learn"), related_name="learners", blank=True)
    about = models.TextField(_("about me"), max_length=1000, blank=True)
    in_directory = models.BooleanField(_("in the directory"), default=False)
    in_star_lists = models.BooleanField(_("in the lists of stars"), default=False)
    shown = models.JSONField(_("what others see"), default=list)
    calendar_renewals = models.PositiveIntegerField(default=0, editable=False)
    mentors_up_to = models.PositiveSmallIntegerField(_("how many I can mentor"), default=0)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        permissions = [("manage_member", gettext_noop("Can see members and manage topics"))]
        verbose_name = _("member")
        verbose_name_plural = _("members")
        indexes = [models.Index(fields=["name"], condition=Q(left_at=None), name="member_by_name")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="member_has_a_name"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")), name="member_leaves_after_joining"
            ),
            models.CheckConstraint(condition=Q(mentors_up_to__lte=20), name="member_mentors_a_few"),
        ]

    def __str__(self) -> str:
        return self.name
