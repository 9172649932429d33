"""Captions of audio and video; the recordings themselves are wagtailmedia's."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import Media

from cms.languages import site_languages
from cms.media.captions import check_vtt_file


class CaptionTrack(models.Model):
    """The captions of a recording in one language; the player offers every language that there is."""

    media = models.ForeignKey(Media, models.CASCADE, related_name="caption_tracks", verbose_name=_("recording"))
    language = models.CharField(_("language"), max_length=5, choices=site_languages)
    file = models.FileField(
        _("captions"), upload_to="captions", validators=[FileExtensionValidator(["vtt"]), check_vtt_file]
    )

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        constraints = [models.UniqueConstraint(fields=["media", "language"], name="captions_once_per_language")]
        ordering = ["media", "language"]

    def __str__(self) -> str:
        return f"{self.media} ({self.language})"
