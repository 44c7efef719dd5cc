"""What is half typed outlives a connection that goes and comes back."""

import pytest
from playwright.sync_api import expect

from tests.fixtures.browser import LAPTOP, PHONE, NewVisitor

WATCH = """
let loads = 0;
globalThis.sockets = [];
globalThis.WebSocket = class extends WebSocket {
  constructor(...how) {
    super(...how);
    sockets.push(this);
    this.addEventListener("message", ({ data }) => {
      loads += String(data).includes('is_hydrated_rx_state_":true');
      document.body.dataset.loads = loads;
    });
  }
}"""
"""Keeps the page's sockets, and counts on its body how often it was loaded over them."""


@pytest.mark.parametrize(
    ("who", "size", "at", "label"),
    [
        ("athlete@harbor.demo", PHONE, "/template/new", "Name"),
        ("athlete@harbor.demo", PHONE, "/account", "New password"),
        ("coach@harbor.demo", LAPTOP, "/admin/template/new", "Description"),
        ("admin@harbor.demo", LAPTOP, "/admin/gym", "Weight"),
    ],
)
def test_what_is_half_typed_stays(visitor: NewVisitor, who, size, at, label):
    page = visitor(who, size)
    page.add_init_script(WATCH)
    page.goto(at)
    expect(page.locator("body")).to_have_attribute("data-loads", "1")
    field = page.get_by_label(label).first
    field.fill("Half")
    page.evaluate("sockets.at(-1).close()")
    expect(page.locator("body")).to_have_attribute("data-loads", "2")
    assert field.input_value() == "Half"
