"""What an event is: a frozen fact in the past tense, stored in the transaction that made it true."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """A fact others may react to; subclasses add ids and facts and a versioned `name`."""

    name: ClassVar[str]

    def payload(self) -> dict[str, Any]:
        """The facts as JSON-ready values."""
        return {
            key: value if isinstance(value, int | bool | None) else str(value)
            for key, value in asdict(self).items()
        }
