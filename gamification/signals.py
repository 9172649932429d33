"""Facts that other apps may follow. Each is sent inside the transaction that stored the fact:
receivers write rows and nothing else, so a fact and all that follows are stored together or not at all.
"""

from django.dispatch import Signal

member_joined = Signal()  # member, new or come back
member_left = Signal()  # member
star_entered = Signal()  # entry: an award or a reversal
season_frozen = Signal()  # season
# Two that are no facts but questions before one (docs/decisions/0088).
season_ending = Signal()  # season past its cut-off, in no transaction: settle what lies before it
season_freezing = Signal()  # season, locked: raise stars.services.NotSettledError while something before it is open
poll_closed = Signal()  # poll, whose ballots are counted and final now
registration_confirmed = Signal()  # seat: signed up with a place, or come up from the waiting list
event_cancelled = Signal()  # event, with its seats as they were
event_attended = Signal()  # seat
task_given = Signal()  # given: a GivenTask
mentorship_proposed = Signal()  # mentorship
mentorship_answered = Signal()  # mentorship: active now (also when an administrator assigned it), or declined
pact_agreed = Signal()  # pact
pact_ended = Signal()  # pact: carried out, or given up (pact.state tells)
practice_sent = Signal()  # practice
practice_reviewed = Signal()  # practice: published or returned (practice.state tells)
practice_used = Signal()  # use, confirmed by a person
speakers_published = Signal()  # speaker_list
speaker_invited = Signal()  # entry
