from datetime import date

import pytest
from django.template.loader import get_template
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from courses.learning.models import Completion
from courses.learning.progress import Item, evaluate
from courses.learning.reasons import reasons
from courses.learning.services import complete_by_oneself
from courses.pages.item_page import ItemPage
from courses.pages.kinds.lesson import LessonKind
from courses.pages.models import ModulePage
from courses.syllabus.kinds import ITEM_KINDS, kind_choices
from courses.syllabus.models import EditionItem
from courses.syllabus.outline import OutlineItem
from tests.courses.catalogue import tree
from tests.factories import EditionFactory, EnrolmentFactory, ItemFactory

Check = EditionItem.Check


class WalkKind(LessonKind):
    """A kind as a site would add it: copied from the lesson, with a name and a sentence of its own."""

    name = "walk"
    label = "guided walk"
    folder = "walks"
    practice = True

    def own_evidence(self, item):
        return Completion.Evidence.ATTENDED

    def missing(self, count):
        return f"Walks to join: {count}"


WALK = {"COURSES": {"ITEM_KINDS": [f"{__name__}.WalkKind"]}}


@pytest.mark.parametrize("kind", ITEM_KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_its_page_its_templates_and_its_evidence(kind):
    assert issubclass(kind.page_class, ItemPage)
    assert kind.page_class.kind == kind.name
    assert kind.page_class in ModulePage.clean_subpage_models()
    confirmed_by_others = []
    for check in Check.values if kind.name == "task" else [""]:
        item = EditionItem(kind=kind.name, check_by=check)
        assert get_template(kind.template(item))
        evidence = kind.own_evidence(item)
        confirmed_by_others.append(not evidence)
        assert not evidence or evidence in Completion.Evidence.values
        assert not (evidence and kind.takes_submissions(item))
    assert kind.has_attempts or not all(confirmed_by_others)


@pytest.mark.parametrize("kind", ITEM_KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_labelled_and_told_as_missing_in_each_language(kind, settings):
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            assert str(kind.label)
            assert "3" in kind.missing(3)


@pytest.mark.parametrize("kind", ITEM_KINDS, ids=lambda kind: kind.name)
def test_what_can_wait_is_read_as_rows_of_one_shape(kind, db):
    item = EditionItem(kind=kind.name, check_by=Check.FACILITATOR)
    if kind.can_wait(item):
        assert len(kind.open_work(0)._fields) == 6
    else:
        assert kind.waiting(item, [], None) == ("", "")


def test_folders_of_packages_and_names_are_no_two_kinds(settings):
    assert len({kind.folder for kind in ITEM_KINDS}) == len(ITEM_KINDS) == len(kind_choices())


def test_only_a_quiz_refuses_to_count_as_practice():
    refused = [
        k.name for k in ITEM_KINDS if list(k.outline_errors(OutlineItem(None, None, "x", k.name, 5, practice=True)))
    ]
    assert refused == ["quiz"]


@override_settings(**WALK)
def test_a_kind_of_the_site_is_shown_completed_and_told_as_missing(client, db):
    edition = EditionFactory()
    item = ItemFactory(edition=edition, kind="walk", slug="old-town", practice=True)
    tree.publish(edition, titles={"ru": "Walks"})
    enrolment = EnrolmentFactory(edition=edition, cohort__course=edition.course)

    with translation.override("ru"):
        shown = client.get(reverse("item", args=[edition.course.code, "old-town"]))
    progress = evaluate([Item(item.activity_id, "walk", "old-town", 5, True)], [], date(2026, 6, 1))

    assert "guided walk" in shown.content.decode()
    assert [reason.text for reason in reasons(progress, {})] == ["Walks to join: 1"]
    done = complete_by_oneself(enrolment=enrolment, item=item)
    assert done.evidence == Completion.Evidence.ATTENDED
