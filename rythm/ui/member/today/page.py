"""Today: what to do now, the week at a glance, what was last."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.me import Me
from rythm.ui.member.news.parts import messages, new_comments
from rythm.ui.member.news.state import NewsState
from rythm.ui.member.today.state import TodayState
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.pwa.local import call, elapsed, form, look_at, net, next_up, ready, templates, weight, workout
from rythm.ui.shells import member


def _week() -> rx.Component:
    return kit.card(
        kit.card_head("This week", TodayState.week),
        kit.week(TodayState.days, label=f"This week: {TodayState.week}"),
    )


@rx.memo
def running_time() -> rx.Component:
    """How long the open workout has been going on; ticks by itself."""
    return rx.el.span(elapsed, class_name="num text-small ink-3")


def _running() -> rx.Component:
    """The open workout, from the phone's own store: it is there without a connection."""
    bars = rx.el.span(
        rx.foreach(
            workout.pulse, lambda bar: rx.el.i(class_name=bar.kind, custom_attrs=kit.properties(v=bar.v))
        ),
        class_name="pulse pulse-lg pulse-floor",
        aria_hidden="true",
    )
    return kit.card(
        kit.row(kit.badge("In progress", tone="accent"), running_time(), class_name="between"),
        kit.col(
            rx.el.h2(workout.title, class_name="text-head"),
            rx.el.p(workout.progress, class_name="ink-2"),
            gap=0,
        ),
        bars,
        kit.button("Resume", kind="primary", size="lg", block=True, on_click=call("go", routes.LOG)),
        class_name="col",
    )


def _next(card: Any) -> rx.Component:
    return kit.card(
        kit.row(
            kit.badge("Next", tone="accent"),
            kit.link("Another one", href=routes.TEMPLATES, class_name="text-small link-tap"),
            class_name="between",
        ),
        kit.col(rx.el.h2(card.name, class_name="text-head"), rx.el.p(card.facts, class_name="ink-2"), gap=0),
        rx.el.ul(
            rx.foreach(
                card.lines,
                lambda line: rx.el.li(
                    rx.el.span(line.name, class_name="truncate"),
                    rx.el.span(line.detail, class_name="num ink-3 shrink-0"),
                    class_name="row between",
                ),
            ),
            rx.cond(card.more != "", rx.el.li(card.more, class_name="ink-3"), rx.fragment()),
            class_name="col gap-2",
        ),
        kit.button("Start workout", kind="primary", size="lg", block=True, on_click=call("start", card.id)),
        class_name="col",
    )


def _first() -> rx.Component:
    return kit.card(
        kit.empty(
            "Pick your next workout",
            "Start from a template, or with an empty workout and add exercises as you go.",
            kit.button("Choose a template", kind="primary", size="lg", href=routes.TEMPLATES),
        ),
        kit.button("Start empty", kind="quiet", block=True, on_click=call("startEmpty")),
    )


@rx.memo
def doing() -> rx.Component:
    """The one thing to do: go on with the open workout, else start the next. It needs no connection."""
    known = rx.cond(next_up, _next(next_up), _first())
    waiting = kit.card(kit.skeleton("short", "head", "line", "line", "block"))
    return rx.cond(workout, _running(), rx.cond(ready & templates, known, waiting))


@rx.memo
def weighing() -> rx.Component:
    """The body weight logged last, and a form for today's; `?weigh` in the address opens it."""
    shown = rx.cond(
        weight.value != "",
        kit.stat("Body weight", weight.value, weight.unit, note=weight.when),
        kit.stat("Body weight", "–", note="Counts in bodyweight exercises"),
    )
    field = kit.number(
        f"Weight in {weight.unit}",
        "weight",
        decimals=True,
        placeholder=weight.value,
        size="lg",
    )
    save = kit.button("Save", kind="primary", size="lg", block=True, submit=True)
    card = kit.card(
        kit.row(shown, kit.button("Log weight", on_click=call("openDialog", "weigh")), class_name="between")
    )
    return rx.fragment(
        look_at("weighAt", "weigh"),
        rx.cond(ready & (TodayState.loaded | ~net.online), card, rx.fragment()),
        kit.dialog("weigh", "Log weight", form("weigh", kit.col(field, save))),
    )


def _streak() -> rx.Component:
    bars = kit.pulse(TodayState.weeks, label="Workouts in each of the last 12 weeks", class_name="mt-3")
    return kit.card(
        kit.stat(
            "Streak",
            TodayState.streak,
            rx.cond(TodayState.streak == "1", "week", "weeks"),
            note=TodayState.streak_note,
        ),
        bars,
    )


def _last() -> rx.Component:
    last = TodayState.last
    return kit.card(
        kit.stat(
            f"Last, {TodayState.last_day}",
            last.volume,
            rx.cond(last.unit != "", last.unit, "sets"),
            note=TodayState.last_facts,
        ),
        kit.pulse_of(last.bars, tone="mid", floor=True, class_name="mt-3"),
        href=routes.workout(last.id),
    )


def _achieved() -> rx.Component:
    """What was achieved lately, until it was looked at."""
    line = kit.line(
        TodayState.achieved,
        TodayState.achieved_note,
        lead=kit.icon("trophy", class_name="ink-accent"),
        href=routes.ACHIEVEMENTS,
    )
    shown = kit.rows(line, aria_label="New achievements")
    return rx.cond(TodayState.achieved != "", shown, rx.fragment())


def _leaving() -> rx.Component:
    """For the two weeks in which somebody can take it back that they leave."""
    return rx.cond(
        TodayState.leaves,
        kit.banner(
            "Your account will be deleted on ",
            TodayState.leaves,
            ". ",
            rx.el.button("Stay", type="button", on_click=TodayState.stay),
            tone="danger",
        ),
        rx.fragment(),
    )


def _below() -> rx.Component:
    """The week so far; it comes after what stands above it, so that nothing moves under a thumb."""
    latest = rx.cond(TodayState.last, kit.grid(_streak(), _last(), columns=2), rx.fragment())
    waiting = rx.cond(net.online, kit.card(kit.skeleton("short", "block")), rx.fragment())
    return rx.cond(ready, rx.cond(TodayState.loaded, rx.fragment(_week(), latest), waiting), rx.fragment())


def page() -> rx.Component:
    """`/today`."""
    return member(
        doing(),
        rx.cond(
            TodayState.loaded,
            rx.fragment(_leaving(), messages(), new_comments(), _achieved()),
            rx.fragment(),
        ),
        _below(),
        weighing(),
        current=routes.TODAY,
        me=Me,
        title=rx.cond(TodayState.loaded, TodayState.greeting, "Today"),
        eyebrow=rx.cond(TodayState.loaded, TodayState.date, "\N{NO-BREAK SPACE}"),
        chip=chip(),
    )


PAGE = Page(
    routes.TODAY, "Today", page, on_load=[NewsState.load, TodayState.load], allow=Permission.WORKOUT_LOG
)
