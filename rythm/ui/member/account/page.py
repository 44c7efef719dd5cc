"""My account: who I am, how it looks, my password, where I am signed in, and the way out."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes, theme
from rythm.ui.me import Me
from rythm.ui.member.account.belongings import belongings, delete_account, farewell
from rythm.ui.member.account.leaving_state import LeavingState
from rythm.ui.member.account.shell import in_own_shell
from rythm.ui.member.account.state import AccountState
from rythm.ui.member.account.training import training
from rythm.ui.member.account.training_state import TrainingState
from rythm.ui.page import Page
from rythm.ui.pwa.local import call, form, password


def _person() -> rx.Component:
    return kit.card(
        kit.row(
            kit.avatar(Me.name, "lg"),
            kit.col(
                rx.el.h2(Me.name, class_name="text-title truncate"),
                rx.el.p(Me.email, class_name="ink-2 truncate"),
                rx.el.p(Me.tenant_name, class_name="text-small ink-3"),
                gap=0,
                class_name="grow",
            ),
            gap=4,
        )
    )


def _gyms() -> rx.Component:
    return rx.cond(
        AccountState.gyms,
        kit.card(
            kit.card_head("Your gyms"),
            kit.rows(
                rx.foreach(
                    AccountState.gyms,
                    lambda gym: kit.line(
                        gym.name,
                        rx.cond(gym.slug == AccountState.tenant_slug, "You are here", "Switch to this gym"),
                        on_click=call("switchTenant", gym.slug),
                        key=gym.slug,
                    ),
                ),
                bare=True,
            ),
        ),
        rx.fragment(),
    )


def _appearance() -> rx.Component:
    return kit.card(kit.card_head("Appearance"), rx.el.div(theme.theme_choice(), class_name="mt-3"))


def _password() -> rx.Component:
    return kit.card(
        kit.card_head("Password"),
        rx.cond(
            AccountState.password_changed,
            kit.banner("Your password is changed. Every other browser has been signed out.", tone="success"),
            rx.fragment(),
        ),
        form(
            "changePassword",
            kit.form_error(password.error),
            kit.field(
                "Current password",
                "current",
                kind="password",
                autocomplete="current-password",
                required=True,
                error=password.current,
            ),
            kit.field(
                "New password",
                "fresh",
                kind="password",
                autocomplete="new-password",
                required=True,
                hint="At least 10 characters. Other browsers will have to sign in again.",
                error=password.fresh,
            ),
            kit.row(kit.button("Change password", submit=True, busy=password.busy), class_name="justify-end"),
            class_name="col gap-4 mt-3",
        ),
    )


def _session(one: rx.Var) -> rx.Component:
    end = rx.cond(
        one.is_current,
        kit.badge("This one", tone="accent"),
        kit.button("Sign out", kind="danger", on_click=AccountState.revoke(one.id)),
    )
    return kit.line(one.device, one.seen, end=end, key=one.id)


def _sessions() -> rx.Component:
    return kit.card(
        kit.card_head("Where you are signed in"),
        rx.cond(
            AccountState.loaded,
            rx.fragment(
                kit.rows(rx.foreach(AccountState.sessions, _session), bare=True),
                rx.cond(
                    AccountState.others > 1,
                    kit.button("Sign out everywhere else", on_click=AccountState.revoke_others, block=True),
                    rx.fragment(),
                ),
            ),
            kit.skeleton_rows(2),
        ),
    )


def _body() -> list[rx.Component]:
    return [
        kit.col(
            farewell(),
            _person(),
            _gyms(),
            training(),
            belongings(),
            _appearance(),
            _password(),
            _sessions(),
            kit.button("Sign out", kind="danger", size="lg", block=True, on_click=call("signOut")),
            delete_account(),
            gap=3,
            class_name="account",
        )
    ]


def page() -> rx.Component:
    """`/account`, in the shell of whoever is signed in."""
    return in_own_shell(*_body(), title="Account")


PAGE = Page(
    routes.ACCOUNT,
    "Account",
    page,
    on_load=[AccountState.load, TrainingState.load, LeavingState.load],
    allow=Permission.ACCOUNT_MANAGE,
)
