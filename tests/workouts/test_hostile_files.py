"""Files that are meant to hurt, or were hurt on their way: each is read as far as it goes, and soon."""

import time

import pytest

from rythm.core.cells import as_text, from_text
from rythm.workouts.formats.delimited import UnreadableFileError
from rythm.workouts.formats.reading import parse

HEADER = "Date,Workout Name,Exercise Name,Set Order,Weight (kg),Reps,Notes"
ROW = "2026-03-02 18:05:09,A,Row,1,80,5,"


def problems(*lines: str) -> list[str]:
    return [str(problem) for problem in parse("\n".join((HEADER, *lines, ROW))).problems]


@pytest.mark.parametrize(
    "note", ["x" * 200_000, '"' + "x" * 200_000 + '"', '"' + "x\n" * 50 + "x" * 200_000 + '"']
)
def test_a_field_without_end_costs_its_own_lines(note: str) -> None:
    said = problems(ROW + note)
    assert said[0] in (
        "line 2: a field has more than 131,072 characters",
        "line 2: a quote is opened here and never closed",
    )
    assert parse("\n".join((HEADER, ROW + note, ROW))).workouts[0].exercises[0].name == "Row"


def test_a_header_without_end_is_none() -> None:
    with pytest.raises(UnreadableFileError, match="does not look like an export"):
        parse(",".join(["x"] * 200_000))


def test_columns_that_come_twice_count_once() -> None:
    head = "Date,Date,Workout Name,Exercise Name,Set Order,Weight (kg),Weight,Reps,Reps"
    (workout,) = parse(f"{head}\n2026-03-02 18:05:09,x,A,Row,1,80,90,5,6").workouts
    done = workout.exercises[0].sets[0]
    assert (done.weight_kg, done.reps) == (80, 5)


def test_quotes_that_never_close_are_read_once() -> None:
    began = time.process_time()
    assert len(problems(*(['"a,b'] + ["c,d"] * 58) * 1_000)) > 1_000
    assert time.process_time() - began < 10


def test_line_breaks_and_delimiters_inside_quotes_belong_to_the_note() -> None:
    note = 'one, two; "three"\nfour\r\n=five'
    quoted = '"' + note.replace('"', '""') + '"'
    (workout,) = parse(f"{HEADER}\n{ROW}{quoted}\n").workouts
    assert workout.exercises[0].note == 'one, two; "three"\nfour\n=five'


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-20 kg", "'-20 kg"), ("@home", "'@home"), ("\tx", "'\tx"),
        ("  =1", "'  =1"), ("Bench", "Bench"), ("'quoted'", "'quoted'"), ("", ""), ("'=1", "'=1"),
    ],
)  # fmt: skip
def test_no_cell_of_ours_is_run_by_a_spreadsheet(said: str, written: str) -> None:
    assert as_text(said) == written
    assert from_text(written) == said.removeprefix("'" if said == "'=1" else "")


def test_what_a_spreadsheet_would_run_comes_back_as_it_was() -> None:
    row = ROW.replace(",A,Row,", ",'=1+1,'-Row,") + "'@coach"
    (workout,) = parse(f"{HEADER}\n{row}").workouts
    (row_exercise,) = workout.exercises
    assert (workout.title, row_exercise.name, row_exercise.note) == ("=1+1", "-Row", "@coach")
