"""All records of the club (Django finds a module's models only through this file)."""

from gamification.events.models import Event, Question, Registration, TeaTalks
from gamification.members.models import Member, Topic, TopicName
from gamification.mentors.models import CheckIn, GivenTask, Mentorship, Pact, PracticalTask
from gamification.polls.models import Ballot, Choice, Poll, Turnout
from gamification.practices.models import Practice, PracticePhoto, PracticeUse
from gamification.speakers.models import SpeakerEntry, SpeakerList, Standing
from gamification.stars.models import Season, StarEntry, StarRule, StarTotal

__all__ = [
    "Ballot",
    "CheckIn",
    "Choice",
    "Event",
    "GivenTask",
    "Member",
    "Mentorship",
    "Pact",
    "Poll",
    "PracticalTask",
    "Practice",
    "PracticePhoto",
    "PracticeUse",
    "Question",
    "Registration",
    "Season",
    "SpeakerEntry",
    "SpeakerList",
    "Standing",
    "StarEntry",
    "StarRule",
    "StarTotal",
    "TeaTalks",
    "Topic",
    "TopicName",
    "Turnout",
]
