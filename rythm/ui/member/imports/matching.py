"""Which exercises the names of a file mean: suggested, chosen, added, or left out."""

from uuid import UUID

import reflex as rx

from rythm.access import Permission
from rythm.core.schema import Read
from rythm.exercises import queries
from rythm.ui import words
from rythm.ui.forms import id_in
from rythm.ui.state import action, context
from rythm.workouts.import_reports import NamedExercise

PAGE_SIZE = 12
OWN, LEAVE, OTHER = "own", "leave", "other"
MOST_FOUND = 8


class Option(Read):
    """Something a name may mean."""

    value: str
    label: str


class Match(Read):
    """A name nobody here knows, and what it becomes."""

    name: str
    sets: str
    options: list[Option]
    chosen: str


class KnownName(Read):
    """A name that was matched by itself."""

    name: str
    becomes: str


class Found(Read):
    """An exercise of the library."""

    id: str
    name: str


class MatchState(rx.State):
    """The unknown names a page at a time, those with the most sets first."""

    rows: list[Match] = []
    title: str = ""
    where: str = ""
    is_first: bool = True
    is_last: bool = True
    has_suggestions: bool = False
    known: list[KnownName] = []
    known_title: str = ""
    known_note: str = ""
    looking_for: str = ""
    is_looking: bool = False
    found: list[Found] = []
    searched: bool = False
    _file: str = ""
    _all: list[Match] = []
    _at: int = 0

    @action(Permission.WORKOUT_LOG)
    async def choose(self, name: str, value: str):
        """Say what a name becomes; another exercise than the suggested ones is looked for."""
        row = next((row for row in self._all if row.name == name), None)
        if row is None:
            return
        if value == OTHER:
            self._look_for(row.name)
            self._turn()  # the list says again what is chosen until another is found
        elif value in {option.value for option in row.options}:
            self._set(row, value)

    @action(Permission.WORKOUT_LOG)
    async def take_suggestions(self):
        """Choose for every name that would be added the likeliest exercise there is."""
        self._all = [
            row.model_copy(update={"chosen": row.options[0].value}) if row.chosen == OWN else row
            for row in self._all
        ]
        self._turn()

    @action(Permission.WORKOUT_LOG)
    async def turn(self, by: int):
        """Show the names before or after these."""
        if by in (1, -1):
            last = max(0, len(self._all) - 1) // PAGE_SIZE * PAGE_SIZE
            self._at = min(max(0, self._at + by * PAGE_SIZE), last)
            self._turn()

    @action(Permission.WORKOUT_LOG)
    async def search(self, text: str):
        """Look for another exercise in the library."""
        search = text.strip()[:100] if isinstance(text, str) else ""
        self.searched = bool(search)
        if not search:
            self.found = []
            return
        async with context(self) as ctx:
            page = await queries.library(ctx, search=search.replace("\x00", ""), limit=MOST_FOUND)
        self.found = [Found(id=str(row.id), name=row.name) for row in page.items]

    @action(Permission.WORKOUT_LOG)
    async def pick(self, exercise_id: str):
        """Take an exercise of the search for the name it was looked for."""
        row = next((row for row in self._all if row.name == self.looking_for), None)
        found = next((one for one in self.found if one.id == exercise_id), None)
        if row is not None and found is not None:
            if found.id not in {option.value for option in row.options}:
                added = Option(value=found.id, label=found.name)
                row = row.model_copy(update={"options": [added, *row.options]})
            self._set(row, found.id)
        self._look_for("")

    @action(Permission.WORKOUT_LOG)
    async def stop_looking(self):
        """Close the search; what was chosen before stays."""
        self._look_for("")

    def _look_for(self, name: str) -> None:
        self.looking_for, self.is_looking, self.found, self.searched = name, bool(name), [], False

    def _set(self, row: Match, value: str) -> None:
        now = row.model_copy(update={"chosen": value})
        self._all = [now if one.name == row.name else one for one in self._all]
        self._turn()

    def _turn(self) -> None:
        self.rows = list(self._all[self._at : self._at + PAGE_SIZE])
        count = len(self._all)
        self.title = f"{words.count(count, 'exercise')} not in the library" if count else ""
        self.is_first, self.is_last = self._at == 0, self._at + PAGE_SIZE >= count
        paged = count > PAGE_SIZE
        self.where = f"{self._at + 1} to {min(count, self._at + PAGE_SIZE)} of {count}" if paged else ""
        self.has_suggestions = any(row.chosen == OWN and row.options[0].value != OWN for row in self._all)


def take_names(state: MatchState, file: str, named: list[NamedExercise]) -> None:
    """Take up the names of a file; of the same file, what was chosen stays."""
    before = {row.name: row for row in state._all} if file == state._file else {}
    unknown = sorted((one for one in named if one.exercise_id is None), key=lambda one: -one.sets)
    state._file, state._all = file, [before.get(one.name) or _match(one) for one in unknown]
    state._at = 0
    known = [one for one in named if one.exercise_id is not None]
    state.known = [
        KnownName(name=one.name, becomes=one.exercise_name) for one in known if one.name != one.exercise_name
    ][:60]
    state.known_title = f"{words.count(len(known), 'exercise')} known here" if known else ""
    state.known_note = "The names they have here" if state.known else "All by the same name"
    state._look_for("")
    state._turn()


def chosen_of(state: MatchState) -> dict[str, UUID | None]:
    """What the import is to do with each name: an exercise, or None to leave it out."""
    return {
        row.name: None if row.chosen == LEAVE else id_in(row.chosen)
        for row in state._all
        if row.chosen != OWN
    }


def _match(one: NamedExercise) -> Match:
    options = [Option(value=str(other.id), label=other.name) for other in one.suggestions]
    options += [
        Option(value=OWN, label="Add as my own"),
        Option(value=OTHER, label="Another exercise…"),
        Option(value=LEAVE, label="Leave out"),
    ]
    return Match(name=one.name, sets=words.count(one.sets, "set"), options=options, chosen=OWN)
