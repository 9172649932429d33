"""What all pages of a course have in common."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.rendering import render_parts
from cms.pages.forms import SlugForm
from cms.pages.slugs import is_ascii_slug, slugify_title, unique_slug
from courses.pages import in_use
from courses.syllabus.outline import RESERVED_SLUGS


class CourseTreePage(Page):
    """What all pages of a course share: our own address, a preview in our look, and that none can be withdrawn
    while people learn with it.
    """

    summary = models.CharField(_("summary"), max_length=400, blank=True, help_text=_("One sentence."))

    content_panels = [*Page.content_panels, "summary"]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.AutocompleteField("summary")]
    preview_template = "courses/pages/preview.html"
    base_form_class = SlugForm
    private_page_options: ClassVar[list[str]] = []  # what is private is the course

    class Meta:
        abstract = True

    def address(self) -> str | None:
        """The address on the site, without its language prefix taken from the reader; None before publishing."""
        raise NotImplementedError

    def slug_is_taken(self, slug: str) -> bool:
        """May this slug, made of a title, not be given to this page?"""
        return slug in RESERVED_SLUGS or not Page._slug_is_available(slug, self.get_parent(), self)

    def why_slug_is_fixed(self) -> str:
        """The reason for which nobody may change the slug; empty where it may be changed."""
        return ""

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Check what will be published, with the slug that it will have."""
        self.slug = valid_slug(self)
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Check a draft, with the slug that it will have."""
        self.slug = valid_slug(self)
        super().minimal_clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every way of withdrawing a page ends here: refuse it while people learn with the page."""
        if self.pk and not self.live and type(self).objects.filter(pk=self.pk, live=True).exists():
            in_use.refuse_if_used(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse before the deletion is begun and noted; a receiver refuses what comes by other ways."""
        in_use.refuse_if_used(self)
        return super().delete(*args, **kwargs)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """Point to the views that serve learners, never to Wagtail's own address."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        with translation.override(self.locale.language_code):
            address = self._safe_address()
        return parts[0], address and parts[1], address

    def _safe_address(self) -> str | None:
        """None where a stored slug fits into no address, so that the page breaks no list in which it stands."""
        try:
            return self.address()
        except NoReverseMatch:
            return None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail's own address leads to ours."""
        return HttpResponseRedirect(self.get_url(request) or reverse("catalogue"))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft in the look of the site; nothing is recorded."""
        body = getattr(self, "body", None)
        context = {"page": self, "parts": render_parts(body) if body else ()}
        return TemplateResponse(request, self.preview_template, context)


def valid_slug(page: Any) -> str:
    """The page's slug; one made of it or of the title, where no address takes it and the place in the tree is known."""
    slug: str = page.slug
    if is_ascii_slug(slug) or not page.path:
        return slug
    language = (page.locale if page.locale_id else page.get_default_locale()).language_code
    wanted = (
        slugify_title(slug, language)
        or slugify_title(page.title, language)
        or page._meta.model_name.removesuffix("page")
    )
    return unique_slug(wanted, page.slug_is_taken)
