"""The log of changes of accounts: rows of Wagtail's log, with the state before and after."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter, log
from wagtail.models import ModelLogEntry

from lms.accounts.models import User
from lms.accounts.signals import access_changed

PROPOSED, DONE, WITHDRAWN = "accounts.proposed", "accounts.done", "accounts.withdrawn"
STAGES = {
    PROPOSED: (_("Propose a change of an account"), _("Proposed: %(what)s")),
    DONE: (_("Change an account"), _("Done: %(what)s")),
    WITHDRAWN: (_("Take back the proposal to change an account"), _("Proposal taken back: %(what)s")),
}
SENTENCES = {
    "role": _("Give the role “%(detail)s”"),
    "factor": _("Reset the second factor"),
    "email": _("Change the e-mail to %(detail)s"),
    "take": _("Take away the role “%(detail)s”"),
    "off": _("Switch the account off, and take away its roles"),
    "on": _("Switch the account on, without roles"),
    "letter": _("Send a letter about signing in"),
    "add": _("Add the person"),
    "facts": _("Change what the profile says"),
}
NOTIFIED = frozenset({"role", "factor", "email", "take", "off", "on"})


def record(stage: str, what: str, person: User, *, by: Any, **facts: Any) -> ModelLogEntry:
    """Write a row of the log; send access_changed for changes of roles, factors, addresses and status."""
    entry: ModelLogEntry = log(person, stage, user=by, data={"what": what, **facts})
    if what in NOTIFIED:
        access_changed.send(User, person=person, entry=entry)
    return entry


def sentence(what: str, detail: str) -> str:
    """Return the sentence about a change, in the active language."""
    return str(SENTENCES[what]) % {"detail": detail}


def message(entry: Any) -> str:
    """Return the text of a row of the log, in the active language."""
    what = sentence(entry.data["what"], entry.data.get("detail", ""))
    said = str(STAGES[entry.action][1]) % {"what": what}
    return " ".join((said, reason)) if (reason := _reason(entry)) else said


def _reason(entry: Any) -> str:
    given = entry.data.get("reason")
    return gettext("(Reason: %(reason)s)") % {"reason": given} if given else ""


def history(person: User) -> Any:
    """Return the log of a person, newest first."""
    return ModelLogEntry.objects.for_instance(person).select_related("user").order_by("-timestamp", "-pk")


def anonymise_log(person: User) -> None:
    """Remove names and addresses from the log of a person whose account was closed."""
    rows = ModelLogEntry.objects.for_instance(person)
    for entry in rows.filter(data__what="email"):
        entry.data = {"what": "email"}
        entry.save(update_fields=["data"])
    rows.update(label=str(person))


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Register labels and texts for Wagtail's site history report."""
    for stage, (label, _said) in STAGES.items():
        formatter = type("ChangeFormatter", (LogFormatter,), {"label": label, "format_message": _format})
        actions.register_action(stage)(formatter)


def _format(_formatter: LogFormatter, entry: Any) -> str:
    return message(entry)
