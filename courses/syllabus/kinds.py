"""Kinds of course items (lesson, quiz, practical task): what a kind must say about itself, and which kinds there are.

The built-in kinds lie in `courses/pages/kinds/`, a folder each; a site adds its own by the setting `ITEM_KINDS`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import cached_property

from cms.registry import Registry
from courses.conf import setting


class Waiting(NamedTuple):
    """What is under way at an item: why it cannot go on now, as a sentence, or where it goes on."""

    reason: str = ""
    url: str = ""


class ItemKind(ABC):
    """Everything that differs between the kinds of items of a course.

    `item` is a `courses.syllabus.models.EditionItem`, `enrolment` a `courses.learning.models.Enrolment`.
    """

    practice: ClassVar[bool] = False  # counts as practice, else as theory
    note_required: ClassVar[bool] = False  # completing it takes a few words on what was done
    needs_body: ClassVar[bool] = True  # the page cannot be published empty
    cacheable: ClassVar[bool] = False  # the page is the same for all who are enrolled, but for their notes
    has_attempts: ClassVar[bool] = False  # questions are drawn from the bank, and attempts are marked
    explains_questions: ClassVar[bool] = False  # a question of the bank may name it as what to read again

    @property
    @abstractmethod
    def name(self) -> str:
        """Return the name in the database, in addresses of templates, in CSS classes and in course.yaml."""

    @property
    @abstractmethod
    def label(self) -> Any:
        """Return what people read, translated lazily."""

    @property
    @abstractmethod
    def page_model(self) -> str:
        """Return the label of its page model, a subclass of `courses.pages.item_page.ItemPage`: "app.Model"."""

    @property
    @abstractmethod
    def folder(self) -> str:
        """Return the folder of a course package in which its Markdown files lie."""

    @abstractmethod
    def own_evidence(self, item: Any) -> str:
        """Return the evidence on which learners complete the item themselves, "" where somebody else confirms it."""

    @abstractmethod
    def missing(self, count: int) -> str:
        """Return the sentence that so many items of this kind are still to be done."""

    @abstractmethod
    def template(self, item: Any) -> str:
        """Return the template under the body: how the item is carried out by who is enrolled."""

    @cached_property
    def page_class(self) -> Any:
        """Return the page model."""
        return apps.get_model(self.page_model)

    def context(self, enrolment: Any, item: Any, *, done: bool, refused: Any) -> dict[str, Any]:
        """Return what the template needs; `refused` is the form that was sent and had errors, or None."""
        return {}

    def outline_errors(self, item: Any) -> Iterator[str]:
        """Yield why an `OutlineItem` of this kind can be in no edition, a sentence each."""
        return iter(())

    def publish_errors(self, items: Iterable[tuple[Any, str]], course: Any) -> Iterator[str]:
        """Yield why the course cannot be published, given its outline items of this kind with their titles."""
        return iter(())

    def takes_submissions(self, item: Any) -> bool:
        """Return whether the item is sent to a facilitator, who accepts or returns it."""
        return False

    def can_wait(self, item: Any) -> bool:
        """Return whether something may be under way at the item, so that `open_work` must be read."""
        return False

    def open_work(self, enrolment: int) -> QuerySet[Any, Any]:
        """Return what is under way, as rows of (activity id, number, state, moment, passed, key)."""
        raise NotImplementedError

    def waiting(self, item: Any, rows: list[tuple], now: datetime) -> Waiting:
        """Return what the rows of `open_work` for one item mean; the rows come in the order of their numbers."""
        return Waiting()

    def read_rules(self, fields: Any) -> tuple[str, dict[str, Any]]:
        """Return who checks the item and the rules that an edition keeps, from an entry of course.yaml."""
        return "", {}

    def page_fields(self, check_by: str, policy: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of its page for what `read_rules` returned."""
        return {}


ITEM_KINDS: Registry[ItemKind] = Registry(
    ItemKind,
    [
        "courses.pages.kinds.lesson.LessonKind",
        "courses.pages.kinds.quiz.QuizKind",
        "courses.pages.kinds.task.TaskKind",
    ],
    setting=lambda: setting("ITEM_KINDS"),
)


def kind_choices() -> list[tuple[str, Any]]:
    """Return the choices of a model field that names a kind."""
    return [(kind.name, kind.label) for kind in ITEM_KINDS]
