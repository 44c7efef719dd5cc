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
    """A name of the file and what it becomes; `found` is what it becomes if nobody says otherwise."""

    name: str
    sets: str
    options: list[Option]
    chosen: str
    found: str


class Found(Read):
    """An exercise of the library."""

    id: str
    name: str


class MatchState(rx.State):
    """The unknown names, or the known ones, a page at a time; those with the most sets first."""

    rows: list[Match] = []
    title: str = ""
    where: str = ""
    is_first: bool = True
    is_last: bool = True
    has_suggestions: bool = False
    listed: str = ""
    unknown: int = 0
    known: int = 0
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
    async def show(self, listed: str):
        """List the names that are new here, those that are known, or none."""
        if listed in ("new", "known", ""):
            self.listed, self._at = listed, 0
            self._turn()

    @action(Permission.WORKOUT_LOG)
    async def turn(self, by: int):
        """Show the names before or after these."""
        if by in (1, -1):
            last = max(0, len(self._listed()) - 1) // PAGE_SIZE * PAGE_SIZE
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

    def _listed(self) -> list[Match]:
        if not self.listed:
            return []
        return [row for row in self._all if (row.found == OWN) == (self.listed == "new")]

    def _turn(self) -> None:
        rows = self._listed()
        count = len(rows)
        self.rows = rows[self._at : self._at + PAGE_SIZE]
        self.is_first, self.is_last = self._at == 0, self._at + PAGE_SIZE >= count
        paged = count > PAGE_SIZE
        self.where = f"{self._at + 1} to {min(count, self._at + PAGE_SIZE)} of {count}" if paged else ""
        self.has_suggestions = any(row.chosen == OWN and row.options[0].value != OWN for row in self._all)


def take_names(state: MatchState, file: str, named: list[NamedExercise]) -> None:
    """Take up the names of a file; of the same file, what was chosen stays."""
    is_same = file == state._file
    before = {row.name: row for row in state._all} if is_same else {}
    ordered = sorted(named, key=lambda one: -one.sets)
    state._file, state._all = file, [before.get(one.name) or _match(one) for one in ordered]
    state.unknown = sum(row.found == OWN for row in state._all)
    state.known = len(state._all) - state.unknown
    new, known = words.count(state.unknown, "exercise"), words.count(state.known, "exercise")
    state.title = (
        f"{new} not in the library" if state.unknown else f"{known}, known here" if state.known else ""
    )
    if not is_same:
        state.listed, state._at = "new" if state.unknown else "", 0
        state._look_for("")
    state._turn()


def chosen_of(state: MatchState) -> dict[str, UUID | None]:
    """What the import is to do with names otherwise than it would: an exercise, or None to leave one out."""
    return {
        row.name: None if row.chosen == LEAVE else id_in(row.chosen)
        for row in state._all
        if row.chosen != row.found
    }


def _match(one: NamedExercise) -> Match:
    if one.exercise_id is None:
        found = OWN
        options = [Option(value=str(other.id), label=other.name) for other in one.suggestions]
        options.append(Option(value=OWN, label="Add as my own"))
    else:
        found = str(one.exercise_id)
        options = [Option(value=found, label=one.exercise_name)]
    options += [Option(value=OTHER, label="Another exercise…"), Option(value=LEAVE, label="Leave out")]
    return Match(name=one.name, sets=words.count(one.sets, "set"), options=options, chosen=found, found=found)
