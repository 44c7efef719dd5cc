"""`rythm import file` and `rythm import undo` on a machine where nothing was set up before."""

import re
from pathlib import Path

from tests.cli.conftest import Run

STRONG = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Reps\n"
    "2026-03-02 18:05:09;Evening;Bench Press (Barbell);1;80;5\n"
    "2026-03-02 18:05:09;Evening;Bench Press (Barbell);2;80;1271\n"
    "2026-03-02 18:05:09;Evening;Sideways Bench Press;1;80;many\n"
    "2026-03-02 18:05:09;Evening;Sideways Bench Press;2;80;5\n"
)


def test_a_file_is_imported_once_and_taken_back(rythm: Run, demo: Path) -> None:
    (demo.parent / "strong.csv").write_text(STRONG)
    email = "athlete@harbor.demo"
    command = ("import", "file", "strong.csv", "--member", email)

    refused = rythm(*command)
    assert (refused.code, "add --unit kg or --unit lb" in refused.err) == (2, True)
    would = rythm(*command, "--dry-run").out
    assert "line 4: reps 'many' is not a number" in would and "line 3: 1,271 reps in one set" in would
    assert "+ Sideways Bench Press (1 sets): perhaps " in would
    assert "1 lines would be left out" in would and "1 values would be flagged" in would
    assert "does not say what its weights are in" in would
    assert "1 workouts with 3 sets from 2026-03-02 to 2026-03-02 would be imported (strong)" in would
    assert "takes it back" not in would

    did = rythm(*command, "--unit", "kg")
    assert did.code == 0, did.err
    assert "1 workouts with 3 sets" in did.out and "1 exercises added" in did.out
    assert "0 workouts with 0 sets imported (strong), 1 were known" in rythm(*command, "--unit", "kg").out
    found = re.search(r"rythm import undo ([0-9a-f-]{36})", did.out)
    assert found is not None
    undone = rythm("import", "undo", found[1])
    assert "1 workouts and 1 exercises taken back." in undone.out, undone.err
    again = rythm("import", "strong", *command[2:], "--unit", "kg").out
    assert "1 workouts with 3 sets" in again and "0 were known" in again, "its older name still works"

    nothing = rythm("import", "undo", "00000000-0000-0000-0000-000000000005")
    assert (nothing.code, "There is no import 0000" in nothing.err) == (1, True)
