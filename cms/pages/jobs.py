"""Jobs of pages: make a whole tree ready to be translated."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page
from wagtail_localize.operations import TranslationCreator, translate_page_subtree

from cms.jobs.kinds import JobKind, register
from cms.jobs.models import Job
from cms.jobs.services import enqueue as enqueue_job
from cms.jobs.worker import JobRun


@register
class TranslateTree(JobKind):
    """The pages below a page are copied into other languages, to be translated there; a page a step, parents first."""

    name = "pages.translate"
    label = gettext_lazy("Make a tree of pages ready for translation")
    action = "pages.translate"
    outcomes = {"gone": gettext_lazy("Deleted meanwhile"), "page": gettext_lazy("Ready for translation")}

    def title(self, job: Job) -> str:
        """The page at the top, and the languages."""
        page = Page.objects.filter(pk=job.arguments["page"]).first()
        words = {"page": page.get_admin_display_title() if page else "—"}
        words["languages"] = ", ".join(job.arguments["languages"])
        return _("Translate “%(page)s” and its pages: %(languages)s") % words

    def total(self, arguments: dict[str, Any]) -> int:
        """All below it."""
        return len(arguments["below"])

    def run(self, run: JobRun) -> None:
        """Go on with the next page."""
        locales = list(Locale.objects.filter(language_code__in=run.arguments["languages"]))
        for pk in run.remaining(run.arguments["below"]):
            with run.step() as step:
                if page := Page.objects.filter(pk=pk).first():
                    TranslationCreator(run.job.requested_by, locales).create_translations(page)
                    address = reverse("wagtailadmin_pages:edit", args=[pk])
                    step.add_line("page", page.get_admin_display_title(), link=address)
                else:
                    step.add_line("gone", str(pk))

    def links(self, job: Job) -> list[tuple[str, str]]:
        """To the tree."""
        return [(_("To the pages"), reverse("wagtailadmin_explore", args=[job.arguments["page"]]))]


def enqueue(function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]) -> Job | None:
    """What wagtail-localize wants done in the background: a page's tree is a job, anything else is done at once."""
    if function is not translate_page_subtree or getattr(args[2], "components", None):
        function(*args, **kwargs)
        return None
    page_id, locales, _components, user = args
    below = Page.objects.get(pk=page_id).get_descendants().order_by("path").values_list("pk", flat=True)
    languages = sorted(locale.language_code for locale in locales)
    arguments = {"page": page_id, "below": list(below), "languages": languages}
    return enqueue_job(kind=TranslateTree.name, by=user, arguments=arguments)
