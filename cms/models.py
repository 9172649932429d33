"""Models of the ground floor (Waiting is abstract and is imported from its room)."""

from cms.media.models import CaptionTrack

__all__ = ["CaptionTrack"]
