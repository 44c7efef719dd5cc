import pytest
import reflex as rx

from rythm.ui import routes


def test_links_fit_the_routes_they_lead_to() -> None:
    assert routes.workout("[workout_id]") == routes.WORKOUT
    assert routes.client("[client_id]") == routes.CLIENT
    assert routes.template("[template_id]") == routes.TEMPLATE
    assert routes.new_template() == "/admin/template/new"


def test_links_take_vars() -> None:
    path = rx.Var.create(routes.workout(rx.Var("row.id").to(str)))
    assert "row.id" in str(path)
    assert "/history/" in str(path)


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("athlete", "/today"),
        ("coach", "/coach"),
        ("tenant_admin", "/admin/people"),
        ("org_admin", "/admin/people"),
        ("system_admin", "/system/tenants"),
        ("scheduler", "/account"),
        ("", "/"),
        ("nobody", "/"),
    ],
)
def test_every_role_has_a_home(role: str, path: str) -> None:
    assert routes.home(role) == path
