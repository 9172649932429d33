"""The setting in which a site names the words that it avoids."""

from django.core.validators import MinLengthValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.settings.models import BaseGenericSetting

from cms.languages import site_languages
from cms.terminology.replacement import ENDING_DROPPED, ENDING_KEPT, WHOLE


class Terminology(ClusterableModel, BaseGenericSetting):
    """What all pages and letters say in other words. One for all sites: a letter does not know from which it comes."""

    panels = [
        InlinePanel(
            "replacements",
            heading=_("Words that the site avoids"),
            label=_("word"),
            help_text=_(
                "Pages and letters use the other words at once. Certificates, files and what people type stay."
            ),
        )
    ]

    class Meta:
        default_permissions = ("change",)
        verbose_name = _("other words")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class TermReplacement(models.Model):
    """A word and what stands in its place."""

    class Match(models.TextChoices):
        WHOLE = WHOLE, _("this word only, as it is written here")
        ENDING_KEPT = ENDING_KEPT, _("all words that begin so: their endings stay")
        ENDING_DROPPED = ENDING_DROPPED, _("all words that begin so: their endings go too")

    terminology = ParentalKey(Terminology, on_delete=models.CASCADE, related_name="replacements")
    language = models.CharField(_("language"), max_length=5, choices=site_languages)
    word = models.CharField(
        _("word"),
        max_length=80,
        help_text=_("At least three letters; several words are possible too. Longer rows win."),
        validators=[
            MinLengthValidator(3),
            RegexValidator(r"^\w[\w\s’'ʼ-]*$", _("Letters only, without signs at the beginning or the end.")),
        ],
    )
    replacement = models.CharField(_("instead of it"), max_length=120)
    match = models.CharField(_("which words"), max_length=8, choices=Match.choices, default=Match.WHOLE)

    panels = [FieldRowPanel(["language", "match"]), FieldPanel("word"), FieldPanel("replacement")]

    class Meta:
        ordering = ["language", "word"]
        constraints = [models.UniqueConstraint(fields=["terminology", "language", "word"], name="term_replaced_once")]

    def __str__(self) -> str:
        return f"{self.word} → {self.replacement}"
