"""Practical tasks, and the mentors who lead members through them."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.languages import site_languages
from gamification.events.models import Event
from gamification.members.models import Member


class PracticalTask(models.Model):
    """What the members who took part in an event carry out at home in the next three to six months."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="tasks")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what to do"))
    language = models.CharField(_("language"), max_length=5, choices=site_languages)
    months = models.PositiveSmallIntegerField(
        _("months to do it"), default=3, validators=[MinValueValidator(3), MaxValueValidator(6)]
    )

    class Meta:
        default_permissions = ()
        verbose_name = _("practical task")
        verbose_name_plural = _("practical tasks")
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=3, months__lte=6), name="practical_task_three_to_six_months")
        ]

    def __str__(self) -> str:
        return self.title


class GivenTask(models.Model):
    """A task in the hands of a member. Done when its report was published, or when she and her mentor say so."""

    task = models.ForeignKey(PracticalTask, models.PROTECT, related_name="given")
    member = models.ForeignKey(Member, models.PROTECT, related_name="tasks")
    given_on = models.DateField(default=timezone.localdate)
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("task of a member")
        verbose_name_plural = _("tasks of members")
        constraints = [
            models.UniqueConstraint(fields=["task", "member"], name="task_given_once"),
            models.CheckConstraint(condition=Q(due_on__gt=F("given_on")), name="given_task_due_later"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}/{self.member_id}"


class Mentorship(models.Model):
    """A mentor and a member. Proposed by one of them or by an administrator, active once both have accepted.

    `followed` is the mentorship to which it was handed over.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACTIVE = "active", _("under way")
        ENDED = "ended", _("ended")
        DECLINED = "declined", _("declined")
        HANDED_OVER = "handed-over", _("handed over")

    OPEN = (State.PROPOSED, State.ACTIVE)

    mentor = models.ForeignKey(Member, models.PROTECT, related_name="mentorships")
    mentee = models.ForeignKey(Member, models.PROTECT, related_name="mentored")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    mentor_accepted_at = models.DateTimeField(null=True)
    mentee_accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, max_length=1000, help_text="of declining or ending, where one was given")
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        default_permissions = ()
        permissions = [
            ("manage_mentorship", gettext_noop("Can manage mentorships and practical tasks")),
        ]
        verbose_name = _("mentorship")
        verbose_name_plural = _("mentorships")
        constraints = [
            models.CheckConstraint(condition=~Q(mentor=F("mentee")), name="nobody_mentors_herself"),
            models.UniqueConstraint(
                fields=["mentor", "mentee"], condition=Q(state__in=["proposed", "active"]), name="mentorship_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(mentor_accepted_at__isnull=False, mentee_accepted_at__isnull=False),
                name="mentorship_accepted_by_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id}/{self.mentee_id}"


class Pact(models.Model):
    """What the two agreed: the task, how they will know that it is done, and until when. In force once both agreed.

    A pause moves `due_on` and the check-ins by its length; `paused_days` is the sum of them. That it was carried out
    is said by one (`end_said_by`, with the result) and confirmed by the other.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("not yet agreed")
        AGREED = "agreed", _("in force")
        PAUSED = "paused", _("paused")
        DONE = "done", _("carried out")
        GIVEN_UP = "given-up", _("given up")

    class Pause(models.TextChoices):
        BIRTH = "birth", _("birth of a child")
        ELECTIONS = "elections", _("elections")
        ILLNESS = "illness", _("illness or care")
        OTHER = "other", _("another reason")

    OPEN = (State.DRAFT, State.AGREED, State.PAUSED)

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="pacts")
    given = models.ForeignKey(GivenTask, models.PROTECT, null=True, related_name="pacts")
    task = models.TextField(_("task"), max_length=2000)
    measure = models.TextField(_("how we will know that it is done"), max_length=2000)
    starts_on = models.DateField(default=timezone.localdate)
    due_on = models.DateField(_("until"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edit = models.PositiveIntegerField(default=1, help_text="counts the wordings: both agree to the same one")
    mentor_agreed_at = models.DateTimeField(null=True)
    mentee_agreed_at = models.DateTimeField(null=True)
    paused_on = models.DateField(null=True)
    pause_reason = models.CharField(max_length=10, choices=Pause.choices, blank=True)
    paused_days = models.PositiveIntegerField(default=0)
    end_said_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    end_said_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("pact")
        verbose_name_plural = _("pacts")
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship"], condition=Q(state__in=["draft", "agreed", "paused"]), name="pact_one_open"
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("starts_on")), name="pact_due_later"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "given-up"])
                | Q(mentor_agreed_at__isnull=False, mentee_agreed_at__isnull=False),
                name="pact_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(state="paused", paused_on__isnull=False) | (~Q(state="paused") & Q(paused_on=None)),
                name="pact_pause_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(end_said_by__isnull=False, ended_at__isnull=False),
                name="pact_done_was_said",
            ),
            models.UniqueConstraint(
                fields=["given"],
                condition=Q(state__in=["draft", "agreed", "paused", "done"]),
                name="pact_one_a_task",
            ),
        ]

    def __str__(self) -> str:
        return self.task[:60]


class CheckIn(models.Model):
    """One of three talks on the way. `note` is for the two who held it: the member and the mentor of that day
    (`held_with`), and for nobody else.
    """

    pact = models.ForeignKey(Pact, models.CASCADE, related_name="check_ins")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    held_on = models.DateField(null=True)
    note = models.TextField(blank=True, max_length=2000)
    held_with = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    noted_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["pact", "number"], name="check_in_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=3), name="check_ins_are_three"),
        ]

    def __str__(self) -> str:
        return f"{self.pact_id}/{self.number}"
