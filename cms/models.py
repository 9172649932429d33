"""Models of the ground floor (Waiting is abstract and is imported from its room)."""

from cms.access.models import HeldRight, Role, TryCount
from cms.jobs.models import Job, JobLine
from cms.media.models import CaptionTrack
from cms.wording.models import Wording, WordingRow

__all__ = ["CaptionTrack", "HeldRight", "Job", "JobLine", "Role", "TryCount", "Wording", "WordingRow"]
