"""What the first page keeps is out of date."""

from django.db.models.signals import post_save

from cms.cache.content import invalidate
from gamification.polls.models import Poll
from gamification.signals import poll_closed, speakers_published
from gamification.speakers.models import SpeakerEntry


def shown_elsewhere(**_facts: object) -> None:
    """A vote was made or changed, a speaker invited or answered."""
    invalidate()


for _model in (Poll, SpeakerEntry):
    post_save.connect(shown_elsewhere, sender=_model)
for _signal in (poll_closed, speakers_published):
    _signal.connect(shown_elsewhere)
