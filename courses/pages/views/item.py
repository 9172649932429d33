"""A lesson, a quiz or a practical task."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cms.access.decorators import permission_required
from cms.cache.fragments import placeholder, render_cached
from cms.cache.middleware import same_for_anonymous
from courses.learning.queries import notes_of
from courses.pages import content
from courses.pages.contexts import ItemContext, item_context
from courses.pages.privacy import private_to_some
from courses.pages.views.notes import Note, reflections, stored_note

TEMPLATE = "courses/pages/item.html"
VISITOR_TEMPLATE = "courses/pages/visitor.html"


class Shown(NamedTuple):
    """A rendered block, and after a reflection the private note."""

    html: str
    note: Note | None


@permission_required("learning.read")
@require_safe
@same_for_anonymous
@private_to_some
def item(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Read it; who is enrolled can record what they have done. An old address leads to the one of now."""
    current = item_context(request.user, code, slug)
    return show(request, current) if current.step.slug == slug else redirect("item", code, current.step.slug)


def show(
    request: HttpRequest,
    current: ItemContext,
    *,
    refused: forms.Form | None = None,
    wrong: Mapping[str, Note] | None = None,
) -> HttpResponse:
    """The page of an item; with what was typed and refused, where there is such, and then status 422."""
    context = _context(current)
    notes = _notes(current) | dict(wrong or {})
    if current.step.kind.cacheable and not wrong and refused is None:
        holes = {f"{name}-{note.block}": text for note in notes.values() for name, text in note._asdict().items()}
        empty = {block: Note(block, placeholder(f"text-{block}"), placeholder(f"seen-{block}")) for block in notes}
        return render_cached(request, TEMPLATE, context | {"blocks": _blocks(current, empty)}, holes)
    context |= {"blocks": _blocks(current, notes)}
    if learner := current.learner:
        item, kind = current.step.item, current.step.kind
        context |= kind.context(learner.enrolment, item, done=current.done, refused=refused)
    return render(request, TEMPLATE, context, status=422 if refused or wrong else 200)


def _context(current: ItemContext) -> dict[str, Hashable]:
    before, after = current.outline.neighbours(current.step)
    return {
        "card": current.card,
        "step": current.step,
        "done": current.done,
        "before": before,
        "after": after,
        "action_template": current.step.kind.template(current.step.item) if current.learner else VISITOR_TEMPLATE,
    }


def _notes(current: ItemContext) -> dict[str, Note]:
    """Her own notes by block; no query where there is nothing to note."""
    blocks = reflections(current) if current.learner else []
    own = notes_of(current.learner.enrolment, current.step.activity) if current.learner and blocks else {}
    return {block: stored_note(block, own.get(block, "")) for block in blocks}


def _blocks(current: ItemContext, notes: Mapping[str, Note]) -> tuple[Shown, ...]:
    step = current.step
    parts = content.body(step.item.kind, step.item.activity.key, step.language)
    return tuple(Shown(part.html, notes.get(part.id)) for part in parts)
