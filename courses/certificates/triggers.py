"""What the database itself refuses in the register, whoever asks.

A line is changed by the worker that makes its file and by the erasure of its holder, and by nothing else; a series
grows by one; a confirmed revocation holds; the hash of a file stays.
"""

from cms.jobs.models import QueuedModel
from cms.triggers import Guard, Refusal, changed, declare, never
from courses.certificates.models import (
    Certificate,
    CertificateFile,
    IssueProposal,
    Revocation,
    Series,
    TwoPersonProposal,
)

CHECK = "courses.E005"
WORKER_FIELDS = {field.name for field in QueuedModel._meta.fields} - {"queued_at"}  # what the worker notes in a row
ERASABLE_FIELDS = {"holder", "salt"}
CHANGES_WITHOUT_ERASING = (
    f"""{changed(Certificate, only=ERASABLE_FIELDS)} AND NOT (NEW."holder" = '' AND NEW."salt" = '')"""
)
PATH_NOT_EMPTIED = f"""{changed(CertificateFile, only={"path"})} AND NEW."path" <> ''"""


def two_person_refusals(model: type[TwoPersonProposal], confirmation: set[str]) -> tuple[Refusal, ...]:
    """What is refused of a proposal: to begin as confirmed; to change but by the confirmation; to go after it."""
    settled = 'OLD."confirmed_at" IS NOT NULL'
    unlike = f"""{settled} OR NEW."confirmed_at" IS NULL OR {changed(model, free=confirmation)}"""
    return (
        *never("TRUNCATE"),
        Refusal("confirmed_insert", "INSERT", 'NEW."confirmed_at" IS NOT NULL'),
        Refusal("change", "UPDATE", unlike),
        Refusal("delete", "DELETE", settled),
    )


declare(
    Guard(
        Certificate,
        "certificate",
        "a line of the register is never changed",
        CHECK,
        (
            *never("DELETE", "TRUNCATE"),
            Refusal("change", "UPDATE", changed(Certificate, free=WORKER_FIELDS | ERASABLE_FIELDS)),
            Refusal("other_holder", "UPDATE", CHANGES_WITHOUT_ERASING),
        ),
    ),
    Guard(
        Series,
        "series",
        "the numbers of a series are given one by one",
        CHECK,
        (
            *never("DELETE", "TRUNCATE"),
            Refusal("late_start", "INSERT", 'NEW."last" > 1'),
            Refusal("leap", "UPDATE", f'NEW."last" <> OLD."last" + 1 OR {changed(Series, free={"last"})}'),
        ),
    ),
    Guard(
        Revocation,
        "revocation",
        "a revocation is proposed, then confirmed, and then holds",
        CHECK,
        two_person_refusals(Revocation, {"confirmed_at", "confirmed_by"}),
    ),
    Guard(
        IssueProposal,
        "issue_proposal",
        "a certificate by two is proposed, then confirmed, and then stays",
        CHECK,
        two_person_refusals(IssueProposal, {"confirmed_at", "confirmed_by", "issued", "changes"}),
    ),
    Guard(
        CertificateFile,
        "certificate_file",
        "the file of a certificate is stored once",
        CHECK,
        (
            *never("DELETE", "TRUNCATE"),
            Refusal("change", "UPDATE", changed(CertificateFile, free={"path"})),
            Refusal("other_path", "UPDATE", PATH_NOT_EMPTIED),
        ),
    ),
)
