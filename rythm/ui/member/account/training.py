"""The card of an account that says how its person logs training."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.member.account.training_state import TrainingState
from rythm.ui.pwa.refresh import refresh

UNITS = (("kg", "Kilograms"), ("lb", "Pounds"))
EFFORTS = (("rpe", "RPE"), ("rir", "RIR"), ("none", "Neither"))
SWITCHES = (
    ("sound", "Sound", "When the rest is over.", TrainingState.sound),
    ("vibration", "Vibration", "When the rest is over, on phones that can.", TrainingState.vibration),
    ("keep_awake", "Keep the screen on", "While a workout is open.", TrainingState.keep_awake),
    ("suggestions", "Suggestions", "What to lift next time, and why.", TrainingState.suggestions),
)


def training() -> rx.Component:
    """Units, effort, signals, suggestions and one's own bar; nothing for those who log no training."""
    return rx.fragment(
        refresh(TrainingState.saved),
        rx.cond(TrainingState.loaded & TrainingState.trains, _card(), rx.fragment()),
    )


def _card() -> rx.Component:
    return kit.card(
        kit.card_head("Training"),
        kit.col(
            _chosen("Weights in", "Weights", UNITS, TrainingState.unit, TrainingState.pick_unit),
            _chosen("Effort", "Effort", EFFORTS, TrainingState.effort, TrainingState.pick_effort, _effort()),
            *[
                kit.switch(
                    label,
                    name,
                    note=note,
                    checked=on,
                    on_change=_turn(name),
                )
                for name, label, note, on in SWITCHES
            ],
            _bar(),
            gap=4,
            class_name="mt-3",
        ),
    )


def _turn(name: str) -> Any:
    turn: Any = TrainingState.switch
    return lambda on: turn(name, on)


def _chosen(label: str, said: str, options: Any, value: Any, on_pick: Any, note: Any = None) -> rx.Component:
    return kit.col(
        rx.el.span(label, class_name="label"),
        kit.segmented(options, value, on_pick, label=said),
        *([rx.el.p(note, class_name="hint")] if note is not None else []),
        gap=2,
    )


def _effort() -> Any:
    return rx.match(
        TrainingState.effort,
        ("rpe", "How hard a set was, from 1 to 10: 10 means nothing was left."),
        ("rir", "How many more repetitions would have gone: 0 means nothing was left."),
        "Sets are logged without their effort.",
    )


def _bar() -> rx.Component:
    return rx.el.form(
        kit.number(
            "Your own bar",
            "bar",
            unit=TrainingState.unit,
            decimals=True,
            default=TrainingState.bar,
            hint="The plate calculator starts from it. Leave it empty to use the gym's bars.",
            error=TrainingState.errors["bar"],
            key=TrainingState.unit + TrainingState.bar,
        ),
        kit.row(kit.button("Save bar", submit=True), class_name="justify-end"),
        on_submit=TrainingState.save_bar,
        class_name="col gap-4",
    )
