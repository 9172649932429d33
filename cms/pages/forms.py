"""The editor's form of a page whose slug is a part of our own addresses."""

from typing import Any

from django.core.validators import MaxLengthValidator, RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets.slug import SlugInput

from cms.pages.slugs import MAX_LENGTH, slug_formatters

REFUSED = _("Only Latin letters, digits, hyphens and underscores: our addresses take no others.")


class SlugForm(WagtailAdminPageForm):
    """Makes the slug while the title is typed, or afterwards where it was left empty; refuses what no address takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("slug"):
            language = self.instance.locale.language_code if self.instance.locale_id else ""
            field.widget = SlugInput({"maxlength": MAX_LENGTH}, formatters=slug_formatters(language), locale=language)
            field.validators = [MaxLengthValidator(MAX_LENGTH), RegexValidator(r"^[a-zA-Z0-9_-]+\Z", REFUSED)]
            field.required = False
            field.help_text = _("The last part of the page's address. Left empty, it is made of the title.")
            if reason := self.instance.why_slug_is_fixed():
                field.disabled, field.help_text = True, reason
