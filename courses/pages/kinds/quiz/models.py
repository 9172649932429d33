"""The page of a quiz."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, IntegerBlock, StructBlock
from wagtail.fields import StreamField

from courses.pages.item_page import ItemPage, same_everywhere


class DrawBlock(StructBlock):
    """How many questions are drawn from a topic of the bank."""

    topic = CharBlock(label=_("topic"), max_length=50)
    count = IntegerBlock(label=_("questions"), min_value=1, max_value=100)

    class Meta:
        icon = "help"
        label = _("questions of a topic")


class QuizPage(ItemPage):
    """Questions drawn from the course's bank; never practice. The body says what to know before it."""

    kind = "quiz"

    draw = StreamField([("topic", DrawBlock())], verbose_name=_("drawn from the bank"), blank=True)
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark, %"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, help_text=_("0 means without limit."))
    wait_minutes = models.PositiveIntegerField(
        _("minutes to wait before the next attempt"), default=0, validators=[MaxValueValidator(200_000)]
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit, minutes"), default=0, help_text=_("0 means none.")
    )
    valid_months = models.PositiveSmallIntegerField(
        _("a pass holds, months"), default=0, help_text=_("0 means without end.")
    )

    content_panels = [
        *ItemPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("draw"),
                FieldRowPanel(["pass_percent", "attempts", "wait_minutes"]),
                FieldRowPanel(["time_limit_minutes", "valid_months"]),
            ],
            heading=_("Rules"),
        ),
    ]
    RULES = ("pass_percent", "attempts", "wait_minutes", "time_limit_minutes", "valid_months")
    override_translatable_fields = [*ItemPage.override_translatable_fields, *same_everywhere("draw", *RULES)]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    @classmethod
    def missing_fields(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield that nothing is drawn."""
        if not values.get("draw"):
            yield "draw", gettext("A quiz needs questions: say from which topic, and how many.")

    def policy(self) -> dict[str, Any]:
        draw = {block.value["topic"]: block.value["count"] for block in self.draw}
        return {"draw": draw, **{name: getattr(self, name) for name in self.RULES}}
