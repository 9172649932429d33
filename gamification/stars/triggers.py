"""The database itself refuses to change or delete a line of the ledger."""

from cms.triggers import Guard, declare, never
from gamification.stars.models import StarEntry

declare(
    Guard(
        StarEntry,
        "star_entry",
        "the ledger of stars is never changed",
        "gamification.E004",
        never("UPDATE", "DELETE", "TRUNCATE"),
    )
)
