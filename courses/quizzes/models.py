"""The bank of questions, its keys in tables of their own, and what learners answered.

What a learner may see before submission (`Question`, `Option`) never stands in one table with what she may not
(`AnswerKey`, `QuestionFeedback`), so that no query of a question can bring its answer along.
"""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import TranslatableMixin

from courses.learning.models import Enrolment
from courses.quizzes.kinds import kind_choices
from courses.syllabus.models import Activity, Course


class Question(TranslatableMixin, ClusterableModel):
    """A question in one language. The rows of all languages share the translation key, and everything but words."""

    course = models.ForeignKey(
        Course, models.PROTECT, related_name="+", related_query_name="questions", verbose_name=_("course")
    )
    bank_key = models.SlugField(_("key in the bank"), max_length=80)
    topic = models.SlugField(_("topic"), max_length=80)
    kind = models.CharField(_("kind"), max_length=40, choices=kind_choices)
    lesson_key = models.UUIDField(_("lesson to read again"), null=True, blank=True)
    text = models.TextField(_("question"))
    retired = models.BooleanField(
        _("out of use"), default=False, help_text=_("Never drawn again; old attempts keep it.")
    )
    packaged = models.BooleanField(default=False, editable=False, help_text="comes from a course package")

    class Meta(TranslatableMixin.Meta):
        default_permissions = ("add", "change", "view")
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "bank_key", "locale", "packaged"], name="question_once_per_language"
            ),
        ]
        indexes = [models.Index(fields=["course", "topic"], name="question_of_topic")]

    def __str__(self) -> str:
        return f"{self.bank_key}: {self.text[:80]}"


class Option(TranslatableMixin):
    """One thing to choose, match or order, in the language of its question. Which are right is not told here."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(_("text"), max_length=500)
    match = models.CharField(_("belongs to"), max_length=500, blank=True, help_text=_("For matching: the right side."))

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class AnswerKey(models.Model):
    """What is right, once for all languages. The shape of `truth` depends on the kind: see `courses.quizzes.kinds`."""

    question_key = models.UUIDField(primary_key=True)
    truth = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.question_key)


class QuestionFeedback(models.Model):
    """Texts shown only after submission: feedback, and the texts accepted as an answer in this language."""

    question = models.OneToOneField(Question, models.CASCADE, primary_key=True, related_name="feedback")
    feedback = models.TextField(blank=True)
    accepted = models.JSONField(default=list, help_text="list of texts")

    def __str__(self) -> str:
        return str(self.question_id)


class Attempt(models.Model):
    """One sitting of a quiz: the questions and options as they were drawn, and how it ended. One whose questions
    all lost their keys meanwhile is void: it has no result and counts as no attempt.

    `drawn` is a list of {question, kind, options: [[id, option key]], matches: [[id, option key]]}; the ids are
    random and mean nothing outside this attempt.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SUBMITTED = "submitted", _("submitted")
        EXPIRED = "expired", _("time ran out")
        VOID = "void", _("could not be marked")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempts")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    started_at = models.DateTimeField(default=timezone.now)
    deadline_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    pass_percent = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField(null=True, help_text="per cent")
    passed = models.BooleanField(null=True)
    right = models.JSONField(null=True, help_text="positions answered rightly")
    drawn: Any = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["enrolment", "activity"], condition=Q(state="open"), name="attempt_one_open_at_a_time"
            ),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=100), name="attempt_score_is_percent"),
            models.CheckConstraint(
                condition=Q(state="open", submitted_at=None, score=None, passed=None)
                | Q(state="void", submitted_at__isnull=False, score=None, passed=None)
                | Q(
                    state__in=["submitted", "expired"],
                    submitted_at__isnull=False,
                    score__isnull=False,
                    passed__isnull=False,
                ),
                name="attempt_has_a_result_once_closed",
            ),
        ]
        indexes = [models.Index(fields=["deadline_at"], condition=Q(state="open"), name="attempt_open_deadline")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.activity_id} № {self.number}"

    def takes_answers(self, now: datetime) -> bool:
        """Is it open, and is there time left?"""
        return self.state == self.State.OPEN and (self.deadline_at is None or now < self.deadline_at)


class Answer(models.Model):
    """What was given at a position of an attempt. Saved again and again while the attempt is open, never after."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    given: Any = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="answer_once_per_position")]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"
