"""`rythm import exercises` on a machine where nothing was set up before."""

from pathlib import Path

import orjson

from rythm.core.embedded_postgres import Cluster
from tests.cli.conftest import Run
from tests.exercises.test_imports import file, free, wger


def test_exercises_of_other_libraries_are_imported_once(rythm: Run, data_dir: Path) -> None:
    cluster = Cluster(data_dir).start()
    rythm("migrate")
    theirs = data_dir.parent / "exercises.json"
    theirs.write_bytes(file(free("Zz one"), free("Zz odd", level="godlike"), free("Zz two")))
    command = ("import", "exercises", str(theirs))

    would = rythm(*command, "--dry-run").out
    assert "+ Zz one" in would and "entry 2, Zz odd: level “godlike” is not known" in would
    assert "2 exercises would be added, 0 were known, 1 would be left out" in would
    did = rythm(*command)
    assert did.code == 0
    assert "2 of 2 written" in did.out
    assert "2 exercises added, 0 were known, 1 left out" in did.out
    assert "0 exercises added, 2 were known, 1 left out" in rythm(*command).out

    theirs.write_bytes(orjson.dumps({"results": [wger("Zz one"), wger("Zz three", 2)]}))
    assert "1 exercises would be added, 1 were known" in rythm(*command, "--dry-run").out

    nowhere = rythm(*command, "--tenant", "nowhere")
    assert (nowhere.code, "no gym with the slug 'nowhere'" in nowhere.err) == (1, True)
    theirs.write_text("Date;Weight")
    refused = rythm(*command)
    assert (refused.code, "it is no JSON" in refused.err) == (2, True)
    missing = rythm("import", "exercises", "nothing.json")
    assert (missing.code, "nothing.json cannot be read" in missing.err) == (2, True)
    cluster.leave()
