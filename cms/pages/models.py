"""Pages of any site on this ground."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The root of the tree in one language."""

    intro = RichTextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, "intro"]
    parent_page_types = ["wagtailcore.Page"]
    private_page_options: ClassVar[list[str]] = []  # the first page is for all

    class Meta:
        verbose_name = _("home page")
