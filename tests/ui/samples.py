"""One example of every primitive, plain and with state Vars: what the kit tests draw."""

from collections.abc import Callable
from datetime import date
from typing import Any

import reflex as rx

from rythm.ui import kit, shells, theme
from rythm.ui.kit import geometry
from rythm.ui.kit.trend import Mark, TrendChart, trend_of


def var(name: str, kind: Any = str) -> rx.Var[Any]:
    return rx.Var(name, _var_type=kind).guess_type()


class Person:
    name = var("me.name")
    role = var("me.role")
    tenant_name = var("me.tenant_name")


def act(*_: Any) -> Any:
    return kit.compiled("act()")


LINES = geometry.line_chart([geometry.Series("Bench", [90, None, 95])], ["Sep", "Oct", "Nov"], unit="kg")
BARS = geometry.bar_chart("Volume", [1, 3, 2], ["36", "37", "38"], unit="t", plan=[0, 0, 4], quiet=[0])
TREND = trend_of("Weight", [Mark(date(2026, 11, 2), 80, 80)], date(2026, 11, 1), date(2026, 11, 9), goal=79)
DAYS = [kit.Day("M", "Monday: rest"), kit.Day("T", "Tuesday, today", "today", kit.five([1, 2, 3]), now=True)]
HEAT = [kit.HeatRow("Nov 2026", "4", [kit.HeatCell("a", "50%", "2 of 4", 0.5)])]
PAIRS = [("a", "Athlete"), ("b", "Coach")]

SAMPLES: dict[str, list[Callable[[], rx.Component]]] = {
    "avatar": [lambda: kit.avatar("Ann Lee"), lambda: kit.avatar(var("name"), "lg")],
    "badge": [
        lambda: kit.badge("Draft", tone="accent", icon_name="check", large=True),
        lambda: kit.badge(var("b")),
    ],
    "banner": [lambda: kit.banner("Careful.", alert=True), lambda: kit.banner("Done.", tone="success")],
    "bar_chart": [
        lambda: kit.bar_chart(BARS, label="Volume"),
        lambda: kit.bar_chart(var("chart", geometry.BarChart), label="Volume"),
    ],
    "bottom_bar": [lambda: kit.bottom_bar("x")],
    "button": [
        lambda: kit.button("Save", kind="primary", size="lg", busy=var("busy", bool), block=True),
        lambda: kit.button("Go", href=var("path"), icon_name="plus"),
        lambda: kit.button("Save", href=var("path"), away=True, download="workout.png"),
        lambda: kit.button("No", kind="destroy", disabled=True, on_click=act(), submit=True),
    ],
    "card": [lambda: kit.card("x"), lambda: kit.card("x", pad=False, href="/x")],
    "card_head": [lambda: kit.card_head("Volume", "kg")],
    "checkbox": [
        lambda: kit.checkbox("Warm-up", "warm", checked=var("w", bool), on_change=act(), hide_label=True)
    ],
    "chip": [
        lambda: kit.chip("80", icon_name="offline", icon_tone="warning"),
        lambda: kit.chip(var("c"), tone="accent"),
    ],
    "chips": [lambda: kit.chips(kit.chip("80"), label="Filters")],
    "col": [lambda: kit.col("x", gap=6)],
    "confirm": [
        lambda: kit.confirm("c", "Sure?", "It goes.", action="Go", on_confirm=act()),
        lambda: kit.confirm(
            "c",
            "Sure?",
            "It goes.",
            action="Go",
            on_confirm=act(),
            opened=var("o", bool),
            on_close=act(),
            destroys=False,
        ),
    ],
    "dialog": [
        lambda: kit.dialog("d", "Title", "x", actions=[kit.button("Ok")], wide=True),
        lambda: kit.dialog("d", var("t"), "x", opened=var("o", bool), on_close=act()),
    ],
    "dock": [lambda: kit.dock("x")],
    "dot": [kit.dot, lambda: kit.dot("danger"), lambda: kit.dot(var("tone"))],
    "drop": [
        lambda: kit.drop("Choose a file", "A CSV.", "file", accept=".csv", on_choose=var("((event) => 1)"))
    ],
    "empty": [lambda: kit.empty("Nothing", "Do this.", kit.button("Do"))],
    "field": [
        lambda: kit.field(
            "Name", "name", hint="As written.", error=var("e"), aside=kit.link("x", href="/"), size="lg"
        ),
        lambda: kit.field(
            "Name", "name", value=var("v"), on_change=act(), hide_label=True, autocomplete="off"
        ),
    ],
    "filter_chip": [lambda: kit.filter_chip("Mine", var("on", bool), act(), icon_name="plus")],
    "filter_select": [
        lambda: kit.filter_select("Role", "role", PAIRS, var("v"), act()),
        lambda: kit.filter_select(
            "Role", "role", var("o", list[tuple[str, str]]), var("v"), act(), said=var("chosen")
        ),
    ],
    "form_error": [lambda: kit.form_error(var("e"))],
    "fold": [lambda: kit.fold("Lines", "x"), lambda: kit.fold(var("t"), "x", note=var("n"), open=True)],
    "grid": [lambda: kit.grid("x", columns=2, wide="3-2", gap=4)],
    "group_row": [lambda: kit.group_row("Late", 4, columns=3)],
    "heat_table": [
        lambda: kit.heat_table(["Joined", "Members", "1"], HEAT, act, label="Retention"),
        lambda: kit.heat_table(["Joined"], var("rows", list[kit.HeatRow]), act, label="Retention"),
    ],
    "icon": [lambda: kit.icon("plus"), lambda: kit.icon("more", "lg", label="More", class_name="ink-3")],
    "icon_button": [lambda: kit.icon_button("close", "Close", on_click=act(), size="sm")],
    "kbd": [lambda: kit.kbd("/")],
    "line": [
        lambda: kit.line("Upper A", "58 min", person="Ann Lee", href="/x", end="x"),
        lambda: kit.line("Upper A", "x", lead="x", on_click=act(), dense=True, wraps=True),
        lambda: kit.line(var("t"), var("n"), chevron=True, key=var("k")),
    ],
    "year_legend": [lambda: kit.year_legend("Rest", "Hard")],
    "year_map": [
        lambda: kit.year_map(
            kit.year_squares(2026, {date(2026, 3, 4): 3}, date(2026, 11, 20), date(2026, 3, 4)),
            label="1 workout in 2026",
            head=["Month"],
            table=[["March"]],
            name="Months",
            on_pick=act,
        ),
        lambda: kit.year_map(
            var("halves", list[kit.YearHalf]),
            label=var("said"),
            head=["Month"],
            table=var("rows", list[list[str]]),
            name="Months",
            on_pick=act,
        ),
    ],
    "line_chart": [
        lambda: kit.line_chart(LINES, label="Bench", height="lg"),
        lambda: kit.line_chart(var("chart", geometry.LineChart), label="Bench", numbers=False),
    ],
    "link": [lambda: kit.link("x", href="/x", plain=True), lambda: kit.link("x", href="/x", away=True)],
    "loading": [kit.loading, lambda: kit.loading("Loading")],
    "logo": [kit.logo, lambda: kit.logo(False), lambda: kit.logo(var("name"))],
    "menu": [lambda: kit.menu("m", "More", kit.menu_item("Edit", act()))],
    "menu_item": [lambda: kit.menu_item("Delete", act(), icon_name="trash", danger=True)],
    "month_grid": [
        lambda: kit.month_grid(
            kit.month_days(2026, 11, {date(2026, 11, 20): 4}, {date(2026, 11, 20): "20, 1 workout"}),
            label="November 2026",
            on_pick=act,
        ),
        lambda: kit.month_grid(var("days", list[kit.MonthDay]), label=var("name"), on_pick=act),
    ],
    "muscle_map": [lambda: kit.muscle_map({"chest": 3}, label="Chest most")],
    "number": [lambda: kit.number("Weight", "w", unit="kg", decimals=True, default="80", error=var("e"))],
    "person_cell": [
        lambda: kit.person_cell("Ann Lee", "ann@gym.example", href="/x"),
        lambda: kit.person_cell(var("n"), on_click=act()),
        lambda: kit.person_cell("Ann Lee"),
    ],
    "progress": [
        lambda: kit.progress(0.4, label="4 of 10"),
        lambda: kit.progress(var("p", float), label="x"),
    ],
    "pulse": [
        lambda: kit.pulse(kit.beats([1, 2, 3], last="on"), label="Weeks", fill=True),
        lambda: kit.pulse(var("bars", list[kit.Beat]), size="lg", floor=False),
    ],
    "pulse_of": [lambda: kit.pulse_of([0.2, 0.4], tone="on"), lambda: kit.pulse_of(var("h", list[float]))],
    "range_bar": [
        lambda: kit.range_bar(0.4, 0.3, 0.6, tone="within"),
        lambda: kit.range_bar(var("v", float), var("l", float), var("h", float), tone=var("t")),
    ],
    "record_row": [lambda: kit.record_row("New best", "105 kg", "+2.5")],
    "row": [lambda: kit.row("x", None, gap=2, class_name="between")],
    "rows": [lambda: kit.rows(kit.line("x"), inset=True), lambda: kit.rows(bare=True)],
    "search": [lambda: kit.search("Find", default="x", on_change=act())],
    "section_head": [lambda: kit.section_head("Sets", kit.link("All", href="/x"))],
    "segmented": [
        lambda: kit.segmented(PAIRS, var("v"), act, label="Show"),
        lambda: kit.segmented(PAIRS, "a", act, label="x"),
    ],
    "select": [
        lambda: kit.select("Role", "role", PAIRS, default="b", hint="x", size="lg"),
        lambda: kit.select(
            "Role", "role", var("o", list[tuple[str, str]]), value=var("v"), empty="Any", on_change=act()
        ),
    ],
    "set_cell": [lambda: kit.set_cell("Set 1, kg", var("v"), act(), decimals=True)],
    "set_row": [
        lambda: kit.set_row(1, "80 × 6", kit.set_cell("kg", "80", act()), tick_button="x", look=var("look"))
    ],
    "set_table": [lambda: kit.set_table(label="Bench press")],
    "skeleton": [lambda: kit.skeleton("head", "line", "short", "block", "round")],
    "skeleton_rows": [kit.skeleton_rows, lambda: kit.skeleton_rows(2, avatars=False)],
    "slide_over": [
        lambda: kit.slide_over("s", "Edit", "x", foot=[kit.button("Save")], wide=True),
        lambda: kit.slide_over(
            "s",
            var("t"),
            "x",
            opened=var("o", bool),
            on_close=act(),
            on_submit=act(),
            foot=[kit.button("Save")],
        ),
    ],
    "spacer": [kit.spacer],
    "sparkline": [lambda: kit.sparkline(geometry.spark([1, 2]), label="Rose", tone="series-1")],
    "sr_only": [lambda: kit.sr_only("x")],
    "stat": [lambda: kit.stat("Volume", "7,940", "kg", note="x", small=True)],
    "stats": [lambda: kit.stats(kit.stat("Sets", var("n", int)))],
    "strip": [lambda: kit.strip(kit.strip_cell("1 RM", "100", "Today", fresh=True), label="Records")],
    "strip_cell": [
        lambda: kit.strip_cell(var("n"), var("v"), var("d"), fresh=var("f", bool), key=var("n")),
        lambda: kit.strip_cell("1 RM", "100"),
    ],
    "switch": [lambda: kit.switch("Sound", "sound", note="x", checked=var("s", bool), on_change=act())],
    "tab_links": [
        lambda: kit.tab_links([("/a", "A"), ("/b", "B")], "/a", label="Parts"),
        lambda: kit.tab_links([("?", "A"), ("?tab=b", "B")], var("here"), label="Parts"),
    ],
    "table": [lambda: kit.table([kit.th("A")], kit.tr(kit.td("x")), label="People")],
    "tabs": [lambda: kit.tabs(PAIRS, var("v"), act, label="Parts")],
    "td": [lambda: kit.td("1", right=True, wide=True)],
    "textarea": [lambda: kit.textarea("Note", "note", placeholder="x", error=var("e"))],
    "th": [lambda: kit.th("Actions", hidden=True, right=True, wide=True, span=2)],
    "tick": [
        lambda: kit.tick(var("d", bool), act(), label="Set 1 done"),
        lambda: kit.tick(False, act(), label="x"),
    ],
    "toast": [lambda: kit.toast(var("m"), on_close=act(), undo=act())],
    "trend_chart": [
        lambda: kit.trend_chart(TREND, label="Weight"),
        lambda: kit.trend_chart(var("chart", TrendChart), label="Weight"),
    ],
    "tr": [lambda: kit.tr(kit.td("x"), selected=var("s", bool))],
    "week": [
        lambda: kit.week(DAYS, label="This week"),
        lambda: kit.week(var("days", list[kit.Day]), label="This week"),
    ],
}

PAGES: dict[str, Callable[[], rx.Component]] = {
    "member": lambda: shells.member(
        "x", current="/today", me=Person, title="Today", chip=kit.chip("Offline")
    ),
    "member below a tab": lambda: shells.member(
        "x",
        current="/history",
        me=Person,
        title=var("t"),
        up="/history",
        actions=(kit.icon_button("more", "More"),),
    ),
    "focus": lambda: shells.focus_page(rx.el.h1("Upper A"), plain=True),
    "coach": lambda: shells.coach(
        "x", current="/coach", me=Person, title="Clients", toolbar=("x",), flush=True
    ),
    "admin": lambda: shells.admin(
        "x",
        current="/admin/people",
        me=Person,
        title="People",
        note="x",
        badge="x",
        lead="x",
        up="/x",
        actions=("x",),
    ),
    "public": lambda: shells.public(shells.hero_pulse(), rx.el.h1("Keep the rhythm."), aside="Gym"),
    "not found": lambda: shells.not_found(href="/"),
    "appearance": theme.theme_choice,
}
