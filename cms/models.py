"""The models of cms; abstract ones are imported from their modules."""

from cms.access.models import HeldPermission, RateLimitCounter, Role
from cms.jobs.models import Job, JobLine
from cms.media.models import CaptionTrack
from cms.terminology.models import Terminology, TermReplacement

__all__ = [
    "CaptionTrack",
    "HeldPermission",
    "Job",
    "JobLine",
    "RateLimitCounter",
    "Role",
    "TermReplacement",
    "Terminology",
]
