"""The register in the editor: importing puts it into the menu and under the editor's address."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

import cms.pages.converters  # noqa: F401
from cms.access.policy import can
from courses.certificates.admin import certificate, confirming, correcting, index, issuing, renewing, requests, revoking
from courses.certificates.services import PROPOSAL_WITHDRAWN


class RegisterItem(MenuItem):
    """Shown to who answers for the register."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Not to trainers."""
        return can(request.user, "certificates.register")


@hooks.register("register_admin_menu_item")
def menu_item() -> Any:
    """In the editor's main menu."""
    return RegisterItem(_("Certificates"), reverse("register"), name="register", icon_name="clipboard-list", order=260)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What Wagtail's report of changes calls a proposal that was taken back."""
    label = _("Take back what is proposed")
    actions.register_action(PROPOSAL_WITHDRAWN, label, _("What was proposed is taken back"))


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Under the editor's own address."""
    return [
        path("register/", index.register_index, name="register"),
        path("register/results/", index.register_results, name="register-results"),
        path("register/<int:pk>/", certificate.certificate, name="register-certificate"),
        path("register/<int:pk>/correct/", correcting.correct_certificate, name="register-correct"),
        path("register/<int:pk>/renew/", renewing.renew_certificate, name="register-renew"),
        path("register/<int:pk>/revoke/", revoking.propose, name="register-revoke"),
        path("register/proposals/", index.proposal_list, name="register-proposals"),
        path("register/proposals/<int:pk>/", confirming.issue_proposal, name="register-proposal"),
        path(
            "register/proposals/<int:pk>/withdraw/",
            confirming.withdraw_issue_proposal,
            name="register-proposal-withdraw",
        ),
        path("register/requests/", index.request_list, name="register-requests"),
        path("register/requests/<int:pk>/", requests.correction_request, name="register-request"),
        path("register/revocations/<int:pk>/", confirming.revocation, name="register-revocation"),
        path("register/revocations/<int:pk>/withdraw/", confirming.withdraw_revocation, name="register-withdraw"),
        path("register/issue/", index.course_list, name="register-issue"),
        path("register/issue/<any_slug:code>/", issuing.issue_in_course, name="register-issue-course"),
    ]
