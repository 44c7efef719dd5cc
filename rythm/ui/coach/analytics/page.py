"""What a coach's clients trained."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import routes
from rythm.ui.analytics.parts import figures, spans
from rythm.ui.analytics.state import AnalyticsState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import coach


def page() -> rx.Component:
    """`/coach/analytics`."""
    return coach(
        figures(),
        current=routes.COACH_ANALYTICS,
        me=Me,
        title="Analytics",
        note=rx.cond(AnalyticsState.heading != "", AnalyticsState.heading, "\N{NO-BREAK SPACE}"),
        toolbar=spans(),
        chip=chip(),
    )


PAGE = Page(
    routes.COACH_ANALYTICS,
    "Analytics",
    page,
    on_load=[AnalyticsState.load, AnalyticsState.compare],
    allow=Permission.ANALYTICS_READ,
)
