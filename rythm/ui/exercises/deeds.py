"""What one may do with an exercise wherever it is shown: hide it, share it, put it away, and undo that."""

import reflex as rx

from rythm.access import Permission
from rythm.exercises import queries, service
from rythm.ui.forms import id_in
from rythm.ui.notice import say
from rythm.ui.state import action, context


class Deeds(rx.State):
    """The last thing done, to be taken back, and the question before an exercise is shared."""

    done: str = ""
    asked: str = ""
    asked_name: str = ""
    saved: int = 0

    _id: str = ""
    _undo: str = ""

    @action(Permission.EXERCISE_READ)
    async def hide(self, exercise_id: str) -> None:
        """Keep it out of my own lists."""
        async with context(self) as ctx:
            await service.hide(ctx, id_in(exercise_id))
        self._did("It is hidden from your lists.", exercise_id, "unhide")

    @action(Permission.EXERCISE_READ)
    async def unhide(self, exercise_id: str) -> None:
        """List it for me again."""
        async with context(self) as ctx:
            await service.unhide(ctx, id_in(exercise_id))
        await self._say("It is in your lists again.")

    @action(Permission.EXERCISE_PROMOTE)
    async def hide_here(self, exercise_id: str) -> None:
        """Keep it out of everybody's lists in this gym."""
        async with context(self) as ctx:
            await service.hide(ctx, id_in(exercise_id), everybody=True)
        self._did("It is hidden in your gym.", exercise_id, "unhide_here")

    @action(Permission.EXERCISE_PROMOTE)
    async def unhide_here(self, exercise_id: str) -> None:
        """List it for everybody in this gym again."""
        async with context(self) as ctx:
            await service.unhide(ctx, id_in(exercise_id), everybody=True)
        await self._say("It is in your gym's lists again.")

    @action(Permission.EXERCISE_CHANGE)
    async def archive(self, exercise_id: str) -> None:
        """Put it away; what was logged with it stays."""
        async with context(self) as ctx:
            await service.archive(ctx, id_in(exercise_id))
        self._did("It is put away, and can no longer be chosen.", exercise_id, "restore")

    @action(Permission.EXERCISE_CHANGE)
    async def restore(self, exercise_id: str) -> None:
        """Let it be chosen again."""
        async with context(self) as ctx:
            await service.restore(ctx, id_in(exercise_id))
        await self._say("It can be chosen again.")

    @action(Permission.EXERCISE_READ)
    async def undo(self) -> None:
        """Take back what was done last."""
        doing, self._undo = self._undo, ""
        if not doing:
            return
        async with context(self) as ctx:
            if doing == "restore":
                await service.restore(ctx, id_in(self._id))
            else:
                await service.unhide(ctx, id_in(self._id), everybody=doing == "unhide_here")
        await self._say("It is back.")

    @action(Permission.EXERCISE_READ)
    async def forget(self) -> None:
        """Take the line away that offers to take it back."""
        self.done = ""

    @action(Permission.EXERCISE_PROMOTE)
    async def ask(self, exercise_id: str) -> None:
        """Ask before everybody in the gym sees a member's own exercise."""
        async with context(self) as ctx:
            exercise = await queries.exercise(ctx, id_in(exercise_id))
        self.asked, self.asked_name = str(exercise.id), exercise.name

    @action(Permission.EXERCISE_READ)
    async def keep(self) -> None:
        """Leave the question."""
        self.asked = ""

    @action(Permission.EXERCISE_PROMOTE)
    async def promote(self) -> None:
        """Make a member's own exercise the gym's."""
        promoted, self.asked = self.asked, ""
        async with context(self) as ctx:
            exercise = await service.promote(ctx, id_in(promoted))
            name = exercise.name
        await self._say(f"{name} is in your gym's library.")

    def _did(self, told: str, exercise_id: str, undo: str) -> None:
        self.done, self._id, self._undo = told, str(exercise_id), undo
        self.saved += 1

    async def _say(self, told: str) -> None:
        self.done = self._undo = ""
        self.saved += 1
        await say(self, told)
