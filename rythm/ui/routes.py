"""Where the pages are: path constants for the PAGES table, functions for links into them."""

from typing import Any

import reflex as rx

SIGN_IN = "/"

TODAY = "/today"
TEMPLATES = "/templates"
MY_TEMPLATE = "/template/[template_id]"
LOG = "/log"
SUMMARY = "/summary"
HISTORY = "/history"
WORKOUT = "/history/[workout_id]"
ACCOUNT = "/account"
IMPORT = "/account/import"
EXERCISES = "/exercises"
EXERCISE = "/exercise/[exercise_id]"
RECORDS = "/progress"
VOLUME = "/progress/volume"
BODY = "/progress/body"
ACHIEVEMENTS = "/progress/achievements"

COACH = "/coach"
CLIENT = "/coach/client/[client_id]"
COACH_ANALYTICS = "/coach/analytics"

PEOPLE = "/admin/people"
ADMIN_TEMPLATES = "/admin/templates"
ADMIN_EXERCISES = "/admin/exercises"
TEMPLATE = "/admin/template/[template_id]"
GYM = "/admin/gym"
ADMIN_ANALYTICS = "/admin/analytics"

TENANTS = "/system/tenants"

Id = str | rx.Var[Any]

_HOMES = {
    "athlete": TODAY,
    "coach": COACH,
    "tenant_admin": PEOPLE,
    "org_admin": PEOPLE,
    "system_admin": TENANTS,
    "scheduler": ACCOUNT,
}


def workout(workout_id: Id) -> str:
    """A workout of one's own history."""
    return f"{HISTORY}/{workout_id}"


def exercise(exercise_id: Id) -> str:
    """An exercise of the library."""
    return f"/exercise/{exercise_id}"


def client(client_id: Id) -> str:
    """A coach's page about one client."""
    return f"{COACH}/client/{client_id}"


def template(template_id: Id) -> str:
    """The editor of a template."""
    return f"/admin/template/{template_id}"


def new_template() -> str:
    """The editor with nothing in it."""
    return template("new")


def my_template(template_id: Id) -> str:
    """The same editor for members, below their own tabs."""
    return f"/template/{template_id}"


def my_new_template() -> str:
    """The member's editor with nothing in it."""
    return my_template("new")


def home(role: str) -> str:
    """Where a role starts; the sign-in page for a role that is unknown."""
    return _HOMES.get(role, SIGN_IN)
