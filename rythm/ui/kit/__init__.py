"""The kit: what every page is built of. `from rythm.ui import kit`, then `kit.button(...)`."""

from rythm.ui.kit import geometry
from rythm.ui.kit.avatar import avatar, initials, tint
from rythm.ui.kit.badge import badge, chip, dot
from rythm.ui.kit.button import button, icon_button, link
from rythm.ui.kit.chart import bar_chart, line_chart, sparkline
from rythm.ui.kit.choice import chips, filter_chip, filter_select, segmented, tab_links, tabs
from rythm.ui.kit.dialog import compiled, confirm, dialog, hide, menu, menu_item, show, slide_over, toast
from rythm.ui.kit.field import checkbox, field, form_error, number, search, select, switch, textarea
from rythm.ui.kit.icon import icon, icon_names
from rythm.ui.kit.layout import col, grid, kbd, row, spacer, sr_only
from rythm.ui.kit.markup import attributes, classes, each, properties
from rythm.ui.kit.muscles import muscle_map
from rythm.ui.kit.pulse import Beat, Day, beats, five, loading, logo, progress, pulse, pulse_of, week
from rythm.ui.kit.sets import bottom_bar, dock, record_row, set_cell, set_row, set_table, tick
from rythm.ui.kit.surface import (
    banner,
    card,
    card_head,
    empty,
    line,
    rows,
    section_head,
    skeleton,
    skeleton_rows,
    stat,
    stats,
)
from rythm.ui.kit.table import group_row, person_cell, table, td, th, tr
from rythm.ui.kit.trend import trend_chart

__all__ = [
    "Beat", "Day", "attributes", "avatar", "badge", "banner", "bar_chart", "beats",
    "bottom_bar",
    "button", "card", "card_head", "checkbox", "chip", "chips", "classes", "col", "compiled", "confirm",
    "dialog", "dock", "dot", "each", "empty", "field", "filter_chip", "filter_select", "five",
    "form_error", "geometry",
    "grid", "group_row", "hide", "icon", "icon_button", "icon_names", "initials", "kbd", "line",
    "line_chart", "link", "loading", "logo", "menu", "menu_item", "muscle_map", "number", "person_cell",
    "progress", "properties", "pulse", "pulse_of", "record_row", "row", "rows", "search", "section_head",
    "segmented", "select", "set_cell", "set_row", "set_table", "show", "skeleton", "skeleton_rows",
    "slide_over", "spacer", "sparkline", "sr_only", "stat", "stats", "switch", "tab_links", "table",
    "tabs", "td", "textarea", "th", "tick", "tint", "toast", "tr", "trend_chart", "week",
]  # fmt: skip
