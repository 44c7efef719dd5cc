"""What the pages of analytics are made of."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A

from rythm.ui import kit, routes
from rythm.ui.analytics import lines
from rythm.ui.analytics.charts import chart
from rythm.ui.analytics.state import DATES, AnalyticsState

SPANS = (
    ("7", "7 days", "7 d"),
    ("30", "30 days", "30 d"),
    ("90", "90 days", "90 d"),
    ("365", "12 months", "1 y"),
)


def spans() -> list[rx.Component]:
    """Which days: a span that ends today, or dates of one's own; and the way back from a week."""
    state = AnalyticsState
    dates = rx.el.form(
        kit.field(
            "From", "first", kind="date", default=state.first, error=state.errors["first"], required=True
        ),
        kit.field("To", "last", kind="date", default=state.last, error=state.errors["last"], required=True),
        kit.button("Show", submit=True),
        rx.cond(
            state.errors["form"],
            rx.el.p(state.errors["form"], class_name="text-small ink-danger w-full", role="alert"),
            rx.fragment(),
        ),
        key=state.query,
        on_submit=AnalyticsState.choose,
        class_name="row wrap items-end toolbar-more",
        no_validate=True,
    )
    said: list[tuple[str, Any]] = [
        (
            key,
            rx.fragment(rx.el.span(long, class_name="wide-only"), rx.el.span(short, class_name="phone-only")),
        )
        for key, long, short in SPANS
    ]
    back = kit.button(
        "Back to ", state.wider, icon_name="back", on_click=AnalyticsState.widen, class_name="toolbar-more"
    )
    return [
        kit.segmented([*said, (DATES, "Dates")], state.span, AnalyticsState.pick, label="Days"),
        rx.cond((state.span == DATES) & (state.wider == ""), dates, rx.fragment()),
        rx.cond(state.wider != "", back, rx.fragment()),
    ]


def _file(table: str, what: str) -> rx.Component:
    """A plain link to a table as CSV: the browser saves it and the page stays."""
    return A.create(
        kit.icon("download", "sm"),
        "CSV",
        kit.sr_only(f" of {what}"),
        href=f"/api/v1/analytics/{table}.csv" + AnalyticsState.query,
        class_name="btn btn-quiet btn-sm",
        custom_attrs={"download": ""},
    )


def _card(title: Any, *body: Any, file: tuple[str, str], note: Any = "") -> rx.Component:
    """A heading with its file, a remark, and what it is about."""
    said = [rx.el.p(note, class_name="text-small ink-3")] if note != "" else []
    return kit.card(
        rx.el.div(
            rx.el.h2(title, class_name="semibold"),
            _file(*file),
            class_name="row between items-center card-head",
        ),
        *said,
        *body,
    )


def _numbers() -> rx.Component:
    state = AnalyticsState
    training = kit.stats(
        kit.stat("Active members", state.active, state.of_members, note=state.joined),
        kit.stat("Workouts", state.workouts, note=state.workouts_trend),
    )
    kept = kit.stats(
        kit.stat("Sets", state.sets, note=state.sets_trend),
        kit.stat(
            "Still training",
            state.stayed,
            rx.cond(state.stayed == "\N{EN DASH}", "", "%"),
            note=state.stayed_note,
        ),
    )
    return kit.grid(training, kept, wide="2", gap=4)


def _charts() -> rx.Component:
    state = AnalyticsState
    per = rx.cond(state.by_week, " per week", " per day")
    return kit.grid(
        _card(
            rx.fragment("Workouts", per),
            chart("workouts", state.workouts_said),
            file=("days", "workouts per day"),
        ),
        _card(rx.fragment("Sets", per), chart("sets", state.sets_said), file=("days", "sets per day")),
        wide="2",
        gap=4,
    )


def _retention() -> rx.Component:
    state = AnalyticsState
    table = kit.heat_table(
        ["Joined in", "Members", *lines.LATER],
        state.cohorts,
        AnalyticsState.open_cohort,
        label="Share of each month's new members who trained in the months after",
    )
    return _card(
        "Retention by joining month",
        rx.cond(
            state.cohorts,
            table,
            kit.empty("Nobody joined in these months", "Who joins now appears here from the next month on."),
        ),
        file=("retention", "retention"),
        note="Share who trained, by months after joining.",
    )


def _used(title: str, rows: Any, pick: Any, file: str, nothing: str) -> rx.Component:
    def row(one: Any) -> rx.Component:
        said = {"end": rx.el.span(one.count, class_name="num text-small medium"), "key": one.id}
        return rx.cond(
            one.id != "",
            kit.line(one.name, one.note, on_click=pick(one.id), **said),
            kit.line(one.name, one.note, **said),
        )

    body = rx.cond(rows, kit.rows(rx.foreach(rows, row), bare=True), kit.empty(f"No {file} yet", nothing))
    return _card(title, body, file=(file, file))


def _uses() -> rx.Component:
    state = AnalyticsState
    return kit.grid(
        _used(
            "Most used templates", state.templates, AnalyticsState.open_template, "templates",
            "They appear here once somebody follows one.",
        ),
        _used(
            "Most used exercises", state.exercises, AnalyticsState.open_exercise, "exercises",
            "They appear here with the first finished workout.",
        ),
        wide="2",
        gap=4,
        class_name="items-start",
    )  # fmt: skip


def _coaches() -> rx.Component:
    def row(coach: Any) -> rx.Component:
        quiet = rx.cond(coach.quiet != "", kit.badge(coach.quiet, tone="danger"), rx.fragment())
        end = kit.row(
            quiet,
            rx.el.span(coach.clients, class_name="num text-small medium wide-only"),
            gap=3,
            class_name="shrink-0",
        )
        return kit.line(
            coach.name, coach.note, person=coach.name, end=end, on_click=AnalyticsState.open_coach(coach.id),
            key=coach.id,
        )  # fmt: skip

    body = rx.cond(
        AnalyticsState.coaches,
        kit.rows(rx.foreach(AnalyticsState.coaches, row), bare=True, inset=True),
        kit.empty("No coaches yet", "Add them under People and give them clients."),
    )
    note = rx.fragment(
        "Quiet: no workout for a week, or less than half the usual last week and below it in this one. ",
        kit.link("The roster", href=routes.COACH),
        " says who needs you and why.",
    )
    return _card("Coach load", body, file=("coaches", "coach load"), note=note)


def _gyms() -> rx.Component:
    state = AnalyticsState
    heads = ("Members", "Active", "Workouts", "Sets", "Still training")

    def row(gym: Any) -> rx.Component:
        figures = (gym.members, gym.active, gym.workouts, gym.sets, gym.kept)
        return kit.tr(
            kit.td(gym.name, class_name="medium"),
            *[kit.td(figure, right=True) for figure in figures],
            key=gym.id,
        )

    table = kit.table(
        [kit.th("Gym"), *[kit.th(head, right=True) for head in heads]],
        rx.foreach(state.gyms, row),
        label="Gyms side by side",
    )
    return rx.cond(
        state.gyms, _card("Your gyms side by side", table, file=("tenants", "gyms")), rx.fragment()
    )


def _panel() -> rx.Component:
    state = AnalyticsState

    def row(one: Any) -> rx.Component:
        end = rx.el.span(one.count, class_name="num text-small medium shrink-0")
        note = rx.cond(one.tone != "", rx.el.span(one.note, class_name="ink-danger"), one.note)
        return kit.line(
            one.name, note, person=one.name, end=end, href=routes.client(one.member_id), key=one.id
        )

    file = A.create(
        kit.icon("download", "sm"),
        "Save as CSV",
        href=state.file,
        class_name="btn",
        custom_attrs={"download": ""},
    )
    return kit.slide_over(
        "behind",
        state.title,
        rx.el.p(state.note, class_name="text-small ink-2"),
        rx.cond(
            state.behind,
            kit.rows(rx.foreach(state.behind, row), inset=True),
            kit.empty("Nobody", "There is nobody behind this figure."),
        ),
        rx.cond(state.more != "", rx.el.p(state.more, class_name="text-small ink-3"), rx.fragment()),
        opened=state.opened,
        on_close=AnalyticsState.close,
        foot=[file, kit.spacer(), kit.button("Back to figures", on_click=AnalyticsState.close)],
    )


def _waiting() -> rx.Component:
    card = kit.card(kit.skeleton("short", "block"))
    return rx.fragment(kit.skeleton("head"), kit.grid(card, card, wide="2", gap=4), kit.skeleton_rows(4))


def figures() -> rx.Component:
    """The page below its heading, and the panel that opens over it."""
    state = AnalyticsState
    whole = rx.fragment(_numbers(), _gyms(), _charts(), _retention(), _uses(), _coaches())
    nowhere = kit.empty(
        "You stand in no gym",
        "Figures belong to a gym; its coaches and administrators see them.",
        kit.button("Tenants", href=routes.TENANTS),
    )
    return rx.fragment(
        rx.cond(state.loaded, rx.cond(state.nowhere, nowhere, whole), _waiting()),
        _panel(),
    )
