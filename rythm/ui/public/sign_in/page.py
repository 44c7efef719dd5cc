"""Sign in: the form lives in the browser (`rythm.signIn`), so it works with a slow or broken socket too."""

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.page import Page
from rythm.ui.public.sign_in.state import DemoDoors
from rythm.ui.pwa.local import auth, call, form, net, session
from rythm.ui.shells import hero_pulse, public


@rx.memo
def kept_here() -> rx.Component:
    """Whose changes wait on this phone, when a session ended in the middle of a workout."""
    count = rx.cond(net.waiting == 1, "1 change is", net.waiting.to_string() + " changes are")
    who = rx.cond(session, session.user.email, "the same account")
    them = rx.cond(net.waiting == 1, "it", "them")
    words = kit.banner(count, " kept on this phone. Sign in as ", who, " to send ", them, ".")
    return rx.fragment(rx.cond(net & (net.waiting > 0), words, None))


def sign_in() -> rx.Component:
    """`/`: who are you, and in the demo, who would you like to be."""
    return public(
        hero_pulse(),
        rx.el.h1("Keep the rhythm.", class_name="text-hero mt-4"),
        kept_here(),
        form(
            "signIn",
            kit.form_error(auth.error),
            kit.field(
                "E-mail",
                "email",
                kind="email",
                size="lg",
                autocomplete="username",
                required=True,
                error=auth.email_error,
            ),
            kit.field(
                "Password",
                "password",
                kind="password",
                size="lg",
                autocomplete="current-password",
                required=True,
                error=auth.password_error,
            ),
            kit.button("Sign in", kind="primary", size="lg", block=True, submit=True, busy=auth.busy),
            class_name="col gap-4 mt-4",
        ),
        rx.cond(DemoDoors.doors, _doors(), rx.fragment()),
    )


def _doors() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Look around with a demo account", class_name="text-small ink-3 medium"),
        kit.rows(
            rx.foreach(
                DemoDoors.doors,
                lambda door: kit.line(
                    door.label,
                    door.note,
                    person=door.name,
                    on_click=call("signInAs", door.email, DemoDoors.password),
                    key=door.email,
                ),
            ),
            inset=True,
        ),
        class_name="col gap-2 mt-8",
    )


PAGE = Page(routes.SIGN_IN, "Sign in", sign_in, on_load=[DemoDoors.load])
