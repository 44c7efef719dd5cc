"""`rythm export` and `rythm import archive`: out of one gym and into another from the command line."""

import json
import re
from pathlib import Path

from tests.cli.conftest import Run

STRONG = (
    "Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n"
    "2024-01-01 10:00:00,Push,Bench Press (Barbell),1,80,5\n"
    "2024-01-03 10:00:00,Push,Odd machine,1,40,12\n"
)


def test_a_history_goes_from_one_person_to_another(rythm: Run, demo: Path) -> None:
    strong, archive = demo.parent / "strong.csv", demo.parent / "archive.json"
    strong.write_text(STRONG)
    first = ("--member", "one@move.example")
    second = ("--member", "two@move.example")
    for address in (first[1], second[1]):
        made = rythm(
            "user", "create", "--email", address, "--tenant", "north", RYTHM_PASSWORD="correct horse 1"
        )
        assert made.code == 0, made.err
    rythm("import", "strong", strong, *first, "--unit", "kg")

    assert rythm("export", "archive", *first, "-o", archive).code == 0
    assert len(json.loads(archive.read_text())["workouts"]) == 2
    did = rythm("import", "archive", archive, *second)
    assert "2 workouts with 2 sets" in did.out and "0 were known" in did.out
    assert "0 workouts with 0 sets" in rythm("import", "archive", archive, *second).out
    found = re.search(r"rythm import undo ([0-9a-f-]{36})", did.out)
    assert found is not None
    undone = rythm("import", "undo", found[1])
    assert "2 workouts" in undone.out and "taken back" in undone.out, undone.err
    assert "2 workouts with 2 sets" in rythm("import", "archive", archive, *second).out
    lines = rythm("export", "csv", *second, "--time-zone", "Europe/Berlin").out
    assert "2024-01-01 11:00:00,Push,0m,Bench press,1,80,5" in lines

    document = json.loads(archive.read_text())
    document["workouts"][1]["exercises"][0]["sets"][0]["reps"] = -5
    archive.write_text(json.dumps(document))
    refused = rythm("import", "archive", archive, *second)
    assert (refused.code, "workouts.1.exercises.0.sets.0.reps: Input should be" in refused.err) == (2, True)
    nobody = rythm("export", "csv", "--member", "nobody@move.example")
    assert (nobody.code, "Nobody with the address" in nobody.err) == (1, True)
    assert rythm("export", "csv", *first, "-o", "/nowhere/at/all.csv").code == 2
