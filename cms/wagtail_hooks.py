"""What editors see of the ground floor."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.media.models import CaptionTrack


class CaptionTrackViewSet(SnippetViewSet):
    """Captions, a file for each language."""

    model = CaptionTrack
    icon = "openquote"
    list_display = ["media", "language"]
    panels = ["media", "language", "file"]


register_snippet(CaptionTrackViewSet)
