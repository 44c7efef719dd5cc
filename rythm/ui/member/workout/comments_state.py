"""What is said about the workout shown, and the words that are being written."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.community import comments, queries
from rythm.community.schemas import ChangeComment, CommentView, WriteComment
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.core.schema import Read
from rythm.ui import words
from rythm.ui.forms import fields_of, id_in, in_form, parse
from rythm.ui.member.workout.state import ExerciseCard, WorkoutState
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of

SHOWN = 20
"""Comments at first; earlier ones come when they are asked for."""
WHOLE = "The whole workout"
GONE = "Somebody who left"


class Note(Read):
    """One comment in words."""

    id: str
    who: str
    when: str
    text: str
    is_mine: bool
    is_new: bool


class Topic(Read):
    """What was said about one set, or about the whole workout."""

    set_id: str
    about: str
    notes: list[Note]


class CommentsState(rx.State):
    """The comments on the workout shown."""

    loaded: bool = False
    topics: list[Topic] = []
    on_set: dict[str, str] = {}
    """How many comments each set has, in words."""
    earlier: bool = False
    writing: str = ""
    about: str = ""
    draft: str = ""
    errors: dict[str, str] = {}
    done: str = ""

    _shown: int = SHOWN
    _workout: str = ""
    _set_id: str = ""
    _comment_id: str = ""
    _undo: str = ""
    _before: str = ""

    @action(Permission.WORKOUT_READ)
    async def load(self):
        """Read what was said; whatever is new is then read."""
        if self._workout != self.workout_id:
            self.loaded, self.writing, self._shown = False, "", SHOWN
        self._workout = self.workout_id
        try:
            workout_id = id_in(self._workout)
        except NotFound:
            return
        async with context(self) as ctx:
            if await self._show(ctx):
                await comments.read(ctx, workout_id)

    @action(Permission.WORKOUT_READ)
    async def show_earlier(self):
        """Show as many comments more."""
        self._shown += SHOWN
        async with context(self) as ctx:
            await self._show(ctx)

    @action(Permission.WORKOUT_COMMENT)
    async def compose(self, set_id: str):
        """Begin a comment on a set, or without one on the whole workout."""
        workout = await self.get_state(WorkoutState)
        self._set_id, self._comment_id = str(set_id), ""
        self.about = named_sets(workout.exercises).get(self._set_id, WHOLE)
        self.writing, self.draft, self.errors = "new", "", {}

    @action(Permission.WORKOUT_COMMENT)
    async def change(self, comment_id: str):
        """Begin to say one's own comment otherwise."""
        for topic in self.topics:
            for note in topic.notes:
                if note.id == comment_id and note.is_mine:
                    self._comment_id, self.about, self.draft = note.id, topic.about, note.text
                    self.writing, self.errors = "edit", {}

    @action(Permission.WORKOUT_COMMENT)
    async def leave(self):
        """Leave what is being written."""
        self.writing = ""

    @action(Permission.WORKOUT_COMMENT)
    async def save(self, form: dict[str, Any]):
        """Write the comment, or change the one that is being changed."""
        self.errors = {}
        with in_form():
            async with context(self) as ctx:
                if self.writing == "edit":
                    data = parse(ChangeComment, form)
                    said = await comments.edit(ctx, id_in(self._comment_id), data)
                    self._did("edit", "It is changed.", str(said.id), self.draft)
                else:
                    fields = {"text": fields_of(form).get("text"), "set_id": self._set_id}
                    said = await comments.write(ctx, id_in(self._workout), parse(WriteComment, fields))
                    self._did("", "It is sent.", str(said.id))
                await self._show(ctx)
        self.writing = ""

    @action(Permission.WORKOUT_COMMENT)
    async def remove(self, comment_id: str):
        """Take one's own comment away."""
        async with context(self) as ctx:
            await comments.remove(ctx, id_in(comment_id))
            await self._show(ctx)
        self._did("restore", "The comment is deleted.", str(comment_id))

    @action(Permission.WORKOUT_COMMENT)
    async def undo(self):
        """Take back what was done last with a comment."""
        doing, self._undo, self.done = self._undo, "", ""
        if not doing:
            return
        async with context(self) as ctx:
            if doing == "restore":
                await comments.restore(ctx, id_in(self._comment_id))
            else:
                await comments.edit(
                    ctx, id_in(self._comment_id), parse(ChangeComment, {"text": self._before})
                )
            await self._show(ctx)

    @action(Permission.WORKOUT_READ)
    async def forget(self):
        """Take the line away that offers to take it back."""
        self.done = ""

    async def _show(self, ctx: Context) -> bool:
        """Show the comments; says whether there are new ones among them."""
        workout = await self.get_state(WorkoutState)
        found = await queries.comments(ctx, id_in(self._workout), limit=self._shown + 1)
        self.earlier, found = len(found) > self._shown, found[-self._shown :]
        self.topics = topics(found, named_sets(workout.exercises), ctx.now, zone_of(self))
        self.on_set = {
            topic.set_id: words.count(len(topic.notes), "comment") for topic in self.topics if topic.set_id
        }
        self.loaded = True
        return any(each.is_new for each in found)

    def _did(self, undo: str, told: str, comment_id: str, before: str = "") -> None:
        self.done, self._undo, self._comment_id, self._before = told, undo, comment_id, before


def named_sets(exercises: Sequence[ExerciseCard]) -> dict[str, str]:
    """What each set is called: `Bench press, set 2: 85 kg × 6`."""
    return {
        line.id: f"{card.name}, {line.label.lower()} {line.number}: {line.done}"
        if line.number.isdigit()
        else f"{card.name}, {line.label.lower()}: {line.done}"
        for card in exercises
        for line in card.sets
    }


def topics(found: Sequence[CommentView], sets: dict[str, str], now: datetime, zone: tzinfo) -> list[Topic]:
    """The comments by what they are about, in the order in which the talk about it began."""
    told: dict[str, Topic] = {}
    for each in found:
        key = str(each.set_id or "")
        about = sets.get(key, "A set that was taken out") if key else WHOLE
        told.setdefault(key, Topic(set_id=key, about=about, notes=[])).notes.append(note(each, now, zone))
    return list(told.values())


def note(said: CommentView, now: datetime, zone: tzinfo) -> Note:
    """A comment as it is read."""
    when = words.moment(said.created_at, now, zone)
    return Note(
        id=str(said.id),
        who="You" if said.is_mine else said.author_name or GONE,
        when=f"{when}, changed" if said.edited_at else when,
        text=said.text,
        is_mine=said.is_mine,
        is_new=said.is_new,
    )
