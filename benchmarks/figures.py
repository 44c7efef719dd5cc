"""The figures that come out, and the goals they are held against."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass
class Latency:
    """How long calls took, in milliseconds."""

    count: int
    p50: float
    p95: float
    p99: float
    worst: float


def latency(seconds: Sequence[float]) -> Latency:
    """The distribution of durations given in seconds."""
    ordered = sorted(seconds)

    def at(share: float) -> float:
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0

    return Latency(len(ordered), at(0.50), at(0.95), at(0.99), at(1.0))


@dataclass(frozen=True)
class Goal:
    """A figure not to go above, or with `at_least` not to fall below."""

    limit: float
    unit: str
    at_least: bool = False

    def met_by(self, figure: float) -> bool:
        """Whether the figure is good enough."""
        return figure >= self.limit if self.at_least else figure <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g} {self.unit}".strip()


THROUGHPUT = Goal(500, "/s", at_least=True)
MIX_P95 = Goal(200, "ms")
QUERIES = Goal(6, "")
SEARCH_P95 = Goal(5, "ms")
SOCKET_P95 = Goal(100, "ms")
SOCKET_MEMORY = Goal(0.3, "MB")
PAGE_JS = Goal(180, "kB")
PAGE_CSS = Goal(20, "kB")
FIRST_START = Goal(120, "s")
LATER_START = Goal(5, "s")
