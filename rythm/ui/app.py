"""Every page of the program, in one table."""

import reflex as rx

from rythm.ui import routes
from rythm.ui.admin.exercises import page as admin_exercises
from rythm.ui.admin.gym import page as gym
from rythm.ui.admin.people import page as people
from rythm.ui.admin.template import page as template
from rythm.ui.admin.templates import page as admin_templates
from rythm.ui.coach.client import page as client
from rythm.ui.coach.clients import page as clients
from rythm.ui.member.account import page as account
from rythm.ui.member.achievements import page as achievements
from rythm.ui.member.body import page as body
from rythm.ui.member.exercise import page as exercise
from rythm.ui.member.exercises import page as exercises
from rythm.ui.member.history import page as history
from rythm.ui.member.log import page as log
from rythm.ui.member.summary import page as summary
from rythm.ui.member.template import page as my_template
from rythm.ui.member.templates import page as templates
from rythm.ui.member.today import page as today
from rythm.ui.member.workout import page as workout
from rythm.ui.page import Page
from rythm.ui.public.sign_in import page as sign_in
from rythm.ui.pwa.live import awake
from rythm.ui.shells import not_found
from rythm.ui.system.tenants import page as tenants

PAGES: tuple[Page, ...] = (
    sign_in.PAGE,
    today.PAGE,
    templates.PAGE,
    my_template.PAGE,
    log.PAGE,
    summary.PAGE,
    history.PAGE,
    workout.PAGE,
    body.PAGE,
    achievements.PAGE,
    account.PAGE,
    exercises.PAGE,
    exercise.PAGE,
    clients.PAGE,
    client.PAGE,
    people.PAGE,
    admin_templates.PAGE,
    template.PAGE,
    admin_exercises.PAGE,
    gym.PAGE,
    tenants.PAGE,
)


def add_pages(app: rx.App) -> None:
    """Hang every page, and the one for what is not there, into the application."""
    for page in PAGES:
        page.add_to(app)
    app.add_page(
        lambda: rx.fragment(not_found(href=routes.SIGN_IN), awake()),
        route="404",
        title="Nothing here · Rythm",
    )
