"""What the pages of one mentorship share: whose it is, how a form is asked, and how a refusal is said."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from gamification.members.models import Member
from gamification.members.policies import membership
from gamification.mentors.models import Mentorship, Pact
from gamification.mentors.queries import mentorships_of, open_pact, with_pacts
from gamification.mentors.services import NotOpenError, StaleError

CHANGED_MEANWHILE = _("It was changed meanwhile, so this was not done. Look at how it stands now.")


class MentorshipContext(NamedTuple):
    """A mentorship of the person who asks."""

    mentorship: Mentorship
    me: Member
    pact: Pact | None

    @property
    def as_mentor(self) -> bool:
        """Is she the mentor of the two?"""
        return self.me.pk == self.mentorship.mentor_id

    @property
    def other(self) -> Member:
        """The other of the two."""
        return self.mentorship.mentee if self.as_mentor else self.mentorship.mentor


def load_context(request: HttpRequest, pk: int) -> MentorshipContext:
    """One of hers; what is another's does not exist for her, administrator or not."""
    me: Any = membership(request.user)
    found = get_object_or_404(with_pacts(mentorships_of(me)), pk=pk)
    return MentorshipContext(found, me, open_pact(found))


def try_change(form: forms.Form, change: Callable[[], Any]) -> bool:
    """Make the change; was it refused, the form says why and False is returned."""
    try:
        change()
    except StaleError:
        raise
    except NotOpenError:
        form.add_error(None, CHANGED_MEANWHILE)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return not form.errors


def render_form(
    request: HttpRequest, current: MentorshipContext, form: forms.Form, template: str, **more: Any
) -> HttpResponse:
    """The page of a form; 422 when something is wrong with what was sent."""
    context = {"current": current, "mentorship": current.mentorship, "pact": current.pact, "form": form, **more}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, f"gamification/mentors/{template}.html", context, status=status)
