"""Move learners to the newest edition, after seeing what changes for whom."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from cms.jobs.services import enqueue
from courses.learning.edition_upgrade import EditionUpgrade, learner_upgrades, possible_upgrades
from courses.pages import content
from courses.pages.jobs import UpgradeLearners
from courses.pages.models import CoursePage
from courses.syllabus.models import Course, Edition, EditionItem

PER_PAGE = 100


@permission_required("pages.upgrade_learners")
@require_http_methods(["GET", "POST"])
def upgrade_learners(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the upgrades that are possible; start the one that was confirmed, if it is still the one shown."""
    page = get_object_or_404(CoursePage, pk=page_id)
    course = get_object_or_404(Course, key=page.translation_key)
    newest = course.editions.order_by("-number").first()
    upgrades = possible_upgrades(newest) if newest else []
    if request.method == "POST":
        return _start_upgrade(request, page_id, newest, upgrades)
    context = {
        "page_title": _("Learners and editions"),
        "page_subtitle": page.title,
        "header_icon": "group",
        "newest": newest,
        "upgrades": [_upgrade_context(upgrade, newest, request.GET.get("p")) for upgrade in upgrades if newest],
    }
    return render(request, "courses/pages/upgrade_learners.html", context)


def _start_upgrade(
    request: HttpRequest, page_id: int, newest: Edition | None, upgrades: Iterable[EditionUpgrade]
) -> HttpResponse:
    asked = (request.POST.get("source"), request.POST.get("target"))
    source = next(
        (upgrade.edition for upgrade in upgrades if newest and (str(upgrade.edition.pk), str(newest.pk)) == asked), None
    )
    if source is None or newest is None:
        messages.error(request, _("There is a newer edition by now: look at the changes again."))
        return redirect("courses_upgrade_learners", page_id)
    arguments = {"page": page_id, "source": source.pk, "target": newest.pk}
    return redirect("job", enqueue(kind=UpgradeLearners.name, by=request.user, arguments=arguments).pk)


def _upgrade_context(upgrade: EditionUpgrade, newest: Edition, number: str | None) -> dict[str, Any]:
    """The upgrade with titles instead of addresses, and a page of its learners."""
    language, source = get_language() or "", upgrade.edition.course.source_language
    titles: dict[int, str] = {}
    for edition in (newest, upgrade.edition):
        steps = content.localized_outline(edition.pk, language, source).steps
        titles |= {step.activity: step.title for step in steps}

    page = Paginator(upgrade.learners, PER_PAGE).get_page(number)

    def named(item: EditionItem) -> str:
        return titles.get(item.activity_id) or item.slug

    return {
        "edition": upgrade.edition,
        "added": [(named(item), item.minutes) for item in upgrade.added],
        "removed": [(named(item), item.minutes) for item in upgrade.removed],
        "changed": [(named(old), old.minutes, new.minutes) for old, new in upgrade.changed],
        "learner_upgrades": learner_upgrades(page.object_list, newest),
        "page": page,
    }
