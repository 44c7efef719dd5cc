"""The kit: what every page is built of. `from rythm.ui import kit`, then `kit.button(...)`."""

from rythm.ui.kit import geometry
from rythm.ui.kit.avatar import avatar, initials, tint
from rythm.ui.kit.badge import badge, chip, dot
from rythm.ui.kit.button import button, icon_button, link
from rythm.ui.kit.chart import bar_chart, line_chart, sparkline
from rythm.ui.kit.choice import chips, filter_chip, filter_select, segmented, tab_links, tabs
from rythm.ui.kit.dialog import compiled, confirm, dialog, hide, menu, menu_item, show, slide_over, toast
from rythm.ui.kit.drop import drop
from rythm.ui.kit.field import checkbox, field, form_error, number, search, select, switch, textarea
from rythm.ui.kit.fold import fold
from rythm.ui.kit.heat import HeatCell, HeatRow, heat_table
from rythm.ui.kit.icon import icon, icon_names
from rythm.ui.kit.layout import col, grid, kbd, row, spacer, sr_only
from rythm.ui.kit.markup import attributes, classes, each, properties
from rythm.ui.kit.month import MonthDay, month_days, month_grid
from rythm.ui.kit.muscles import muscle_map
from rythm.ui.kit.progress_parts import range_bar, strip, strip_cell
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
from rythm.ui.kit.year import YearHalf, day_of_square, year_legend, year_map, year_squares

__all__ = [
    "Beat", "Day", "HeatCell", "HeatRow", "MonthDay", "YearHalf", "attributes", "avatar", "badge",
    "banner", "bar_chart", "beats", "bottom_bar", "button", "card", "card_head", "checkbox", "chip",
    "chips", "classes", "col", "compiled", "confirm", "day_of_square", "dialog", "dock", "dot", "drop",
    "each", "empty", "field", "filter_chip", "filter_select", "five", "fold", "form_error", "geometry",
    "grid", "group_row", "heat_table", "hide", "icon", "icon_button", "icon_names", "initials", "kbd",
    "line", "line_chart", "link", "loading", "logo", "menu", "menu_item", "month_days", "month_grid",
    "muscle_map", "number", "person_cell", "progress", "properties", "pulse", "pulse_of", "range_bar",
    "record_row", "row", "rows", "search", "section_head", "segmented", "select", "set_cell", "set_row",
    "set_table", "show", "skeleton", "skeleton_rows", "slide_over", "spacer", "sparkline", "sr_only",
    "stat", "stats", "strip", "strip_cell", "switch", "tab_links", "table", "tabs", "td", "textarea",
    "th", "tick", "tint", "toast", "tr", "trend_chart", "week", "year_legend", "year_map",
    "year_squares",
]  # fmt: skip
