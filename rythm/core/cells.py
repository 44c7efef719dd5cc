"""Text in a table that spreadsheets open: never something they would run."""

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that a spreadsheet takes for a formula, or for a cell that begins after it."""


def as_text(said: str) -> str:
    """The same, behind an apostrophe where a spreadsheet would run it."""
    return f"'{said}" if said.lstrip(" ").startswith(RUNS) else said


def from_text(said: str) -> str:
    """What was said before `as_text`."""
    return said[1:] if said.startswith("'") and said[1:].lstrip(" ").startswith(RUNS) else said
