"""Facts that other apps may follow. Each is sent inside the transaction that stored the fact:
receivers write rows and nothing else, so a fact and all that follows are stored together or not at all.
"""

from django.dispatch import Signal

edition_published = Signal()  # edition
enrolled = Signal()  # enrolment
activity_completed = Signal()  # completion
course_finished = Signal()  # enrolment, locked; progress: as it was evaluated under that lock
submission_sent = Signal()  # submission
submission_reviewed = Signal()  # review
certificate_issued = Signal()  # certificate
certificate_ready = Signal()  # certificate, whose file is stored now
certificate_revoked = Signal()  # revocation
correction_requested = Signal()  # request
correction_resolved = Signal()  # request, certificate: the corrected one, or None where it was refused
