"""Pages of the club."""

from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.blocks.lesson import CaseBlock, KeyBlock, PictureBlock, Prose


class ClubPage(Page):
    """What the club is, for whom, and how one joins: one page in each language, below the home page."""

    lead = RichTextField(_("introduction"), blank=True)
    body = StreamField(
        [("text", Prose()), ("key", KeyBlock()), ("case", CaseBlock()), ("picture", PictureBlock())],
        verbose_name=_("text"),
        blank=True,
    )

    content_panels = [*Page.content_panels, "lead", "body"]
    max_count_per_parent = 1
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page of the club")
        verbose_name_plural = _("pages of the club")
