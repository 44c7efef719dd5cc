"""Shells: the frame of a page, by audience."""

from rythm.ui.shells.admin import admin
from rythm.ui.shells.coach import coach
from rythm.ui.shells.desk import desk
from rythm.ui.shells.frame import NavItem
from rythm.ui.shells.member import focus_page, library_tabs, member, page_head, progress_tabs
from rythm.ui.shells.public import hero_pulse, not_found, public

__all__ = [
    "NavItem", "admin", "coach", "desk", "focus_page", "hero_pulse", "library_tabs", "member", "not_found",
    "page_head", "progress_tabs", "public",
]  # fmt: skip
