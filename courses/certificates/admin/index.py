"""Lists of the register in the editor."""

from datetime import datetime
from typing import Any

from django.forms import Media
from django.urls import reverse, reverse_lazy
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from courses.certificates.admin.filters import RegisterFilterSet
from courses.certificates.admin.queries import courses_with_finishers, open_requests, waiting_proposals
from courses.certificates.models import Certificate, Revocation, TwoPersonProposal
from courses.certificates.queries import Status, register
from courses.syllabus.models import Course

HOME = {"url": reverse_lazy("wagtailadmin_home"), "label": gettext_lazy("Home")}
STYLES = Media(css={"all": ["courses/register.css"]})
REGISTER = {"url": reverse_lazy("register"), "label": gettext_lazy("Register of certificates")}


def _date_and_time(moment: datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")


def _course_url(course: Course) -> str:
    return reverse("register-issue-course", args=[course.code])


def _proposal_url(proposal: TwoPersonProposal) -> str:
    name = "register-revocation" if isinstance(proposal, Revocation) else "register-proposal"
    return reverse(name, args=[proposal.pk])


def _proposed_by(proposal: TwoPersonProposal) -> str:
    return f"{proposal.proposed_by}, {_date_and_time(proposal.proposed_at)}"


class RegisterListingView(BaseListingView):
    """Base of the lists: fifty rows a page, drawn as cards on a narrow screen."""

    breadcrumbs_items = [HOME, REGISTER]
    header_icon = "clipboard-list"
    paginate_by = 50
    table_classname = "listing register-listing"
    empty_message: Any = ""

    @cached_property
    def no_results_message(self) -> Any:
        """What an empty list says."""
        return self.empty_message

    def get_table_kwargs(self) -> dict[str, Any]:
        """Name the table for who does not see the heading."""
        return super().get_table_kwargs() | {"caption": self.get_page_title()}

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the register's own styles."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["media"] += STYLES
        return context


class RegisterIndexView(RegisterListingView):
    """All certificates, with search, filters and order."""

    model = Certificate
    page_title = REGISTER["label"]
    breadcrumbs_items = [HOME]
    index_url_name = "register"
    index_results_url_name = "register-results"
    results_template_name = "courses/certificates/admin/index_results.html"
    filterset_class = RegisterFilterSet
    is_searchable = True
    columns = [
        TitleColumn(
            "number",
            label=gettext_lazy("Certificate number"),
            url_name="register-certificate",
            sort_key="number",
        ),
        Column(
            "holder",
            label=gettext_lazy("Holder"),
            accessor=lambda row: row.holder or _("erased"),
            sort_key="holder",
        ),
        Column("course", label=gettext_lazy("Course"), accessor=lambda row: row.title(), sort_key="course_code"),
        Column(
            "issued_on",
            label=gettext_lazy("Issued on"),
            accessor=lambda row: date_format(row.issued_on, "SHORT_DATE_FORMAT"),
            sort_key="issued_on",
        ),
        StatusTagColumn(
            "status",
            label=gettext_lazy("Status"),
            accessor="status_label",
            primary=lambda row: row.status == Status.VALID,
        ),
        Column("order_number", label=gettext_lazy("Order number")),
    ]

    def get_queryset(self) -> Any:
        """Return the certificates that the person may see, as the filters say."""
        return self.filters.narrow(register(visible_to(self.request.user, Certificate)))

    @cached_property
    def no_results_message(self) -> Any:
        """Say why nothing is listed."""
        if not self.filters.is_valid():
            return _("The register was not searched: please mend what is marked above.")
        if self.is_searching or self.is_filtering:
            return _("No certificate matches. Search with fewer words or fewer filters.")
        return _(
            "No certificate has been issued yet. Courses for self-study issue them by themselves when a learner "
            "finishes; others wait here for an order."
        )

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Lead to issuing."""
        if not can(self.request.user, "certificates.issue"):
            return []
        return [HeaderButton(_("Issue certificates"), url=reverse("register-issue"), icon_name="plus")]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add how much waits, and the query that an export repeats."""
        query = self.request.GET.copy()
        for name in (self.page_kwarg, "_w_filter_fragment"):
            query.pop(name, None)
        waits = {"waiting": len(waiting_proposals()), "asked": open_requests().count()}
        return super().get_context_data(*args, **kwargs) | waits | {"export_query": query.urlencode()}


class CourseListView(RegisterListingView):
    """Courses in which certificates can be issued, those where finishers have none first."""

    page_title = gettext_lazy("Issue certificates")
    results_template_name = "courses/certificates/admin/courses_results.html"
    empty_message = gettext_lazy("There is no course yet.")
    columns = [
        TitleColumn("title", label=gettext_lazy("Course"), accessor=lambda row: row.title(), get_url=_course_url),
        Column("issue", label=gettext_lazy("Certificate is issued"), accessor="get_issue_display"),
        NumberColumn("enrolled", label=gettext_lazy("Enrolled")),
        NumberColumn("without", label=gettext_lazy("Finished, never got one")),
    ]

    def get_queryset(self) -> Any:
        """Return the courses with the counts of their enrolments."""
        return courses_with_finishers()


class ProposalListView(RegisterListingView):
    """Proposals that wait for the second person, the oldest first."""

    page_title = gettext_lazy("Proposals")
    empty_message = gettext_lazy(
        "No proposal waits. They are made on the page of a certificate: to revoke it, to correct it to another name, "
        "to issue again after a revocation."
    )
    columns = [
        TitleColumn(
            "number",
            label=gettext_lazy("Certificate number"),
            accessor="certificate.number",
            get_url=_proposal_url,
        ),
        Column("label", label=gettext_lazy("What")),
        Column("holder", label=gettext_lazy("Holder"), accessor=lambda row: row.certificate.holder or "—"),
        Column("reason", label=gettext_lazy("Reason")),
        Column("proposed_by", label=gettext_lazy("Proposed by"), accessor=_proposed_by),
    ]

    def get_queryset(self) -> Any:
        """Return the proposals of both kinds."""
        return waiting_proposals()


class CorrectionRequestListView(RegisterListingView):
    """Requests of holders that wait for an answer, the oldest first."""

    page_title = gettext_lazy("Requests for a correction")
    empty_message = gettext_lazy("Nobody waits for a correction. Holders ask for it on the page of their certificate.")
    columns = [
        TitleColumn(
            "number",
            label=gettext_lazy("Certificate number"),
            accessor="certificate.number",
            url_name="register-request",
        ),
        Column("holder", label=gettext_lazy("Holder"), accessor="certificate.holder"),
        Column("name", label=gettext_lazy("Name as it should be written")),
        Column("text", label=gettext_lazy("What is wrong")),
        Column(
            "asked_at",
            label=gettext_lazy("Asked on"),
            accessor=lambda row: _date_and_time(row.asked_at),
        ),
    ]

    def get_queryset(self) -> Any:
        """Return the requests that nobody has answered."""
        return open_requests()


register_index = permission_required("certificates.register")(require_safe(RegisterIndexView.as_view()))
register_results = permission_required("certificates.register")(
    require_safe(RegisterIndexView.as_view(results_only=True))
)
course_list = permission_required("certificates.issue")(require_safe(CourseListView.as_view()))
proposal_list = permission_required("certificates.register")(require_safe(ProposalListView.as_view()))
request_list = permission_required("certificates.correct")(require_safe(CorrectionRequestListView.as_view()))
