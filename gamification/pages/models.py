"""Pages of the club."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.blocks.lesson import CaseBlock, KeyBlock, PictureBlock, Prose
from gamification.pages.rendering import render_text


class ClubPage(Page):
    """What the club is, for whom, and how one joins: one page in each language, below the home page.

    Served by our own view, with what happens in the club below it.
    """

    lead = RichTextField(_("introduction"), blank=True)
    body = StreamField(
        [("text", Prose()), ("key", KeyBlock()), ("case", CaseBlock()), ("picture", PictureBlock())],
        verbose_name=_("text"),
        blank=True,
    )

    content_panels = [*Page.content_panels, "lead", "body"]
    max_count_per_parent = 1
    private_page_options: ClassVar[list[str]] = []  # the first page of the club is for all
    subpage_types: list[str] = []
    preview_template = "gamification/pages/club.html"

    class Meta:
        verbose_name = _("page of the club")
        verbose_name_plural = _("pages of the club")

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """Point to our view, never to Wagtail's own address."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        with translation.override(self.locale.language_code):
            return parts[0], parts[1], reverse("club")

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Wagtail's own address leads to ours."""
        return HttpResponseRedirect(self.get_url(request) or reverse("club"))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The draft, as visitors would see it."""
        return TemplateResponse(request, self.preview_template, {"text": render_text(self), "member": False})
