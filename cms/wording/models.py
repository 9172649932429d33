"""The setting in which a site names the words that it avoids."""

from django.core.validators import MinLengthValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.settings.models import BaseGenericSetting

from cms.languages import site_languages
from cms.wording.words import ENDING_DROPPED, ENDING_KEPT, WHOLE


class Wording(ClusterableModel, BaseGenericSetting):
    """What all pages and letters say in other words. One for all sites: a letter does not know from which it comes."""

    panels = [
        InlinePanel(
            "rows",
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


class WordingRow(models.Model):
    """A word and what stands in its place."""

    class Reach(models.TextChoices):
        WHOLE = WHOLE, _("this word only, as it is written here")
        ENDING_KEPT = ENDING_KEPT, _("all words that begin so: their endings stay")
        ENDING_DROPPED = ENDING_DROPPED, _("all words that begin so: their endings go too")

    wording = ParentalKey(Wording, on_delete=models.CASCADE, related_name="rows")
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
    instead = models.CharField(_("instead of it"), max_length=120)
    reach = models.CharField(_("which words"), max_length=8, choices=Reach.choices, default=Reach.WHOLE)

    panels = [FieldRowPanel(["language", "reach"]), FieldPanel("word"), FieldPanel("instead")]

    class Meta:
        ordering = ["language", "word"]
        constraints = [models.UniqueConstraint(fields=["wording", "language", "word"], name="wording_word_once")]

    def __str__(self) -> str:
        return f"{self.word} → {self.instead}"
