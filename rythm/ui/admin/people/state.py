"""The people of the gym: found, added, given another role or coach, disabled and enabled."""

from typing import Any
from uuid import UUID

import reflex as rx

from rythm.access import Permission
from rythm.core.actor import Role
from rythm.core.context import Context
from rythm.core.schema import Input, Read
from rythm.identity import people, queries
from rythm.identity.rules import may_assign
from rythm.identity.schemas import AddUser, ChangeRole, FindUsers, UserRow
from rythm.ui.admin.words import ROLES, day
from rythm.ui.forms import id_in, in_form, parse
from rythm.ui.notice import say
from rythm.ui.state import action, context

PAGE_SIZE = 30
COACHES = (Role.COACH, Role.TENANT_ADMIN)


class PersonLine(Read):
    """A person as the table shows them."""

    id: str = ""
    name: str = ""
    email: str = ""
    role: str = ""
    role_name: str = ""
    coach: str = ""
    coach_id: str = ""
    added: str = ""
    is_disabled: bool = False
    can_change: bool = False


class ChangePerson(Input):
    """What the slide-over says about somebody: their role, and for a member the coach."""

    role: Role
    coach_id: UUID | None = None


class PeopleState(rx.State):
    """The list under its filters, and the slide-over that adds or changes one person."""

    loaded: bool = False
    in_gym: bool = True
    rows: list[PersonLine] = []
    total: int = 0
    more: bool = False
    words: str = ""
    role: str = ""
    status: str = ""
    roles: list[tuple[str, str]] = []

    panel: str = ""
    edited: PersonLine = PersonLine()
    form_role: str = ""
    coaches: list[tuple[str, str]] = []
    errors: dict[str, str] = {}
    added: str = ""
    password: str = ""
    copied: bool = False
    asking: bool = False

    _cursor: str = ""

    @action(Permission.USER_MANAGE)
    async def load(self) -> None:
        """Show everybody."""
        self.words = self.role = self.status = self.panel = ""
        async with context(self) as ctx:
            self.in_gym = ctx.actor.tenant is not None
            self.roles = [
                (role.value, name) for role, name in ROLES.items() if may_assign(ctx.actor.role, role)
            ]
            await self._show(ctx)
        self.loaded = True

    @action(Permission.USER_MANAGE)
    async def search(self, words: str) -> None:
        """Keep to those whose name or address has these words in it."""
        await self._filter(search=words)

    @action(Permission.USER_MANAGE)
    async def pick_role(self, role: str) -> None:
        """Keep to a role, or show all of them."""
        await self._filter(role=role)

    @action(Permission.USER_MANAGE)
    async def pick_status(self, status: str) -> None:
        """Keep to active or disabled people, or show both."""
        await self._filter(status=status)

    @action(Permission.USER_MANAGE)
    async def load_more(self) -> None:
        """Show the next page below."""
        async with context(self) as ctx:
            await self._show(ctx, after=self._cursor)

    @action(Permission.USER_MANAGE)
    async def open_add(self) -> None:
        """Begin to add a person."""
        async with context(self) as ctx:
            await self._open(ctx, "add", PersonLine(role=Role.ATHLETE))

    @action(Permission.USER_MANAGE)
    async def open_edit(self, person_id: str) -> None:
        """Begin to change a person."""
        async with context(self) as ctx:
            person = _line(ctx, await queries.user(ctx, id_in(person_id)))
            await self._open(ctx, "edit", person)

    @action(Permission.USER_MANAGE)
    async def close(self, panel: str) -> None:
        """Leave this slide-over, unless another has taken its place, and forget the password it may show."""
        if self.panel == panel:
            self.panel, self.password, self.asking = "", "", False

    @action(Permission.USER_MANAGE)
    async def choose_role(self, role: str) -> None:
        """Follow the role in the form: only members have a coach."""
        self.form_role = parse(ChangeRole, {"role": role}).role.value

    @action(Permission.USER_MANAGE)
    async def add(self, form: dict[str, Any]) -> None:
        """Add the person in the form, then show their temporary password, this once."""
        self.errors = {}
        with in_form():
            data = parse(AddUser, form)
            async with context(self) as ctx:
                done = await people.add(ctx, data)
                await self._show(ctx)
        self.added, self.password = done.user.name, done.temporary_password or ""
        self.panel, self.copied = "added", False

    @action(Permission.USER_MANAGE)
    async def save(self, form: dict[str, Any]) -> None:
        """Give the person the role and coach of the form."""
        self.errors = {}
        with in_form():
            data = parse(ChangePerson, form)
            async with context(self) as ctx:
                await self._change(ctx, data)
                await self._show(ctx)
        self.panel = ""
        await say(self, f"{self.edited.name} is saved.")

    @action(Permission.USER_MANAGE)
    async def mark_copied(self) -> None:
        """Say that the password is in the clipboard."""
        self.copied = True

    @action(Permission.USER_MANAGE)
    async def ask(self) -> None:
        """Ask before somebody is shut out."""
        self.asking = True

    @action(Permission.USER_MANAGE)
    async def keep(self) -> None:
        """Leave the question."""
        self.asking = False

    @action(Permission.USER_MANAGE)
    async def disable(self) -> None:
        """Shut the person out."""
        self.asking = False
        with in_form():
            async with context(self) as ctx:
                await people.disable(ctx, id_in(self.edited.id))
                await self._show(ctx)
        self.panel = ""
        await say(self, f"{self.edited.name} can no longer sign in here.")

    @action(Permission.USER_MANAGE)
    async def enable(self) -> None:
        """Let the person in again."""
        with in_form():
            async with context(self) as ctx:
                await people.enable(ctx, id_in(self.edited.id))
                await self._show(ctx)
        self.panel = ""
        await say(self, f"{self.edited.name} can sign in again.")

    async def _filter(self, **change: object) -> None:
        which = parse(FindUsers, {"search": self.words, "role": self.role, "status": self.status} | change)
        self.words, self.role, self.status = which.search, which.role, which.status
        async with context(self) as ctx:
            await self._show(ctx)

    async def _show(self, ctx: Context, after: str | None = None) -> None:
        if ctx.actor.tenant is None:
            return
        which = queries.People(self.words, self.role, self.status)
        page = await queries.users(ctx, which, limit=PAGE_SIZE, cursor=after)
        found = [_line(ctx, row) for row in page.items]
        self.rows = [*self.rows, *found] if after else found
        self._cursor = page.next_cursor or ""
        self.more = page.next_cursor is not None
        self.total = sum((await queries.count_by_role(ctx)).values())

    async def _open(self, ctx: Context, panel: str, person: PersonLine) -> None:
        self.coaches = [
            (str(row.id), row.name)
            for role in COACHES
            for row in (await queries.users(ctx, queries.People(role=role, status="active"), limit=100)).items
        ]
        if person.coach_id and person.coach_id not in dict(self.coaches):
            self.coaches = [*self.coaches, (person.coach_id, person.coach)]
        self.panel, self.edited, self.form_role, self.errors = panel, person, person.role, {}

    async def _change(self, ctx: Context, data: ChangePerson) -> None:
        person = await queries.user(ctx, id_in(self.edited.id))
        if data.role is not person.role:
            await people.change_role(ctx, person.id, ChangeRole(role=data.role))
        wanted = data.coach_id if data.role is Role.ATHLETE else None
        if wanted != next(iter(person.coach_ids), None):
            await people.assign_coach(ctx, person.id, wanted)


def _line(ctx: Context, row: UserRow) -> PersonLine:
    is_me = row.id == ctx.actor.user_id
    return PersonLine(
        id=str(row.id),
        name=row.name,
        email=row.email,
        role=row.role,
        role_name=ROLES[row.role],
        coach=", ".join(row.coaches),
        coach_id=str(next(iter(row.coach_ids), "")),
        added=day(row.created_at),
        is_disabled=row.disabled_at is not None,
        can_change=not is_me and may_assign(ctx.actor.role, row.role),
    )
