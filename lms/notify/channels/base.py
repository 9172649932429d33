"""The base class of channels."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from lms.notify.models import Message

NAME_MAX_LENGTH = 20


class Content(NamedTuple):
    """The text of a message in one language."""

    subject: str
    body: str


class Channel(ABC):
    """One way to reach people. `name` is stored in each message, with at most NAME_MAX_LENGTH characters."""

    name: str

    @abstractmethod
    def address_of(self, person: Any) -> str:
        """Return the address at which this channel reaches a person, or an empty string where it cannot."""

    @abstractmethod
    def render(self, template: str, context: dict[str, Any]) -> Content:
        """Render the text of a message in the active language."""

    @abstractmethod
    def send(self, message: "Message") -> None:
        """Send a stored message, outside any transaction; whatever this raises puts the message back for later."""
