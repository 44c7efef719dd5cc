"""What a gym trained."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import routes
from rythm.ui.analytics.parts import figures, spans
from rythm.ui.analytics.state import AnalyticsState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import admin


def page() -> rx.Component:
    """`/admin/analytics`."""
    return admin(
        figures(),
        current=routes.ADMIN_ANALYTICS,
        me=Me,
        title="Analytics",
        note=rx.cond(AnalyticsState.heading != "", AnalyticsState.heading, "\N{NO-BREAK SPACE}"),
        toolbar=spans(),
        chip=chip(),
    )


PAGE = Page(
    routes.ADMIN_ANALYTICS,
    "Analytics",
    page,
    on_load=[AnalyticsState.load, AnalyticsState.compare],
    allow=Permission.ANALYTICS_READ,
)
