"""The table people read and the file machines read."""

import json
import os
import platform
import time
from dataclasses import asdict, dataclass, field, is_dataclass
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.figures import Goal
from benchmarks.serving import ROOT

RESULTS = ROOT / "benchmarks" / "results"
console = Console(highlight=False)
if not console.is_terminal:
    console = Console(highlight=False, width=150)


@dataclass
class Row:
    """One line: what was measured, the figure, its goal, and what else is worth knowing."""

    measure: str
    figure: float | None
    unit: str
    goal: Goal | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the goal is met, in one sign; nothing without a goal or a figure."""
        if self.goal is None:
            return ""
        if self.figure is None:
            return "?"
        return "✓" if self.goal.met_by(self.figure) else "✗"


@dataclass
class Report:
    """Everything of one run."""

    sections: dict[str, list[Row]] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)
    began: float = field(default_factory=time.time)

    def add(self, section: str, *rows: Row) -> None:
        """More lines of a section."""
        self.sections.setdefault(section, []).extend(rows)

    def show(self) -> None:
        """The table."""
        table = Table(
            title="Rythm on this machine",
            title_justify="left",
            caption=_machine_line(),
            caption_justify="left",
        )
        table.add_column("Measure", no_wrap=True)
        table.add_column("Figure", justify="right", no_wrap=True)
        table.add_column("Goal", justify="right", no_wrap=True)
        table.add_column("", width=1)
        table.add_column("Note", overflow="fold")
        for number, (section, rows) in enumerate(self.sections.items()):
            if number:
                table.add_section()
            table.add_row(f"[bold]{section}[/]")
            for row in rows:
                colour = {"✓": "green", "✗": "red"}.get(row.verdict, "yellow")
                table.add_row(
                    f"  {row.measure}",
                    shown(row.figure, row.unit),
                    str(row.goal or ""),
                    f"[{colour}]{row.verdict}[/]",
                    f"[dim]{row.note}[/]",
                )
        console.print(table)

    def save(self) -> Path:
        """Write it as JSON."""
        RESULTS.mkdir(parents=True, exist_ok=True)
        path = RESULTS / f"{time.strftime('%Y%m%d-%H%M%S', time.localtime(self.began))}.json"
        rows = [
            {"section": section, **asdict(row), "goal": str(row.goal or ""), "verdict": row.verdict}
            for section, found in self.sections.items()
            for row in found
        ]
        whole = {"machine": machine(), "seconds": time.time() - self.began, "rows": rows, "raw": self.raw}
        path.write_text(json.dumps(whole, indent=1, default=_plain))
        return path


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


def shown(figure: float | None, unit: str) -> str:
    """A figure with as many digits as mean something."""
    if figure is None:
        return "not available"
    digits = 0 if figure >= 100 or figure == int(figure) else 1 if figure >= 10 else 2
    return f"{figure:,.{digits}f} {unit}".strip()


def machine() -> dict[str, Any]:
    """What it ran on; nothing that names the machine."""
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load_average": [round(load, 2) for load in os.getloadavg()],
    }


def _machine_line() -> str:
    found = machine()
    return (
        f"{found['cores']} cores, {found['memory_gb']} GB, {found['system']}, Python {found['python']}; "
        f"load average {found['load_average'][0]} at the end (the run itself included)"
    )
