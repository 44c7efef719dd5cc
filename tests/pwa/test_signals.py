"""What a phone does when a rest is over: it rings once, sends word, and stays awake until then."""

from __future__ import annotations

from tests.pwa.conftest import Phone, is_true, reload, set_id
from tests.pwa.samples import UPPER


def test_the_bell_rings_once_also_after_a_reload(phone: Phone) -> None:
    page = phone.open()
    page.add_init_script("window.shaken = 0; navigator.vibrate = () => { window.shaken++; return true; };")
    page.clock.install()
    reload(page)
    page.evaluate("rythm.started")
    page.evaluate(f"rythm.start('{UPPER}')")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    page.clock.fast_forward("02:31")
    is_true(page, "window.shaken === 1")
    assert page.evaluate("rythm.remembered('rythm.rest').rung") is True
    reload(page)
    page.evaluate("rythm.started")
    is_true(page, "!!rythm.workout.get()")
    assert page.evaluate("window.shaken") == 0


def test_a_hidden_page_sends_word_when_the_rest_is_over(phone: Phone) -> None:
    page = phone.open()
    page.add_init_script("""window.told = [];
      window.Notification = class { static permission = "granted";
        constructor(...all) { window.told.push(all); } };
      Object.defineProperty(document, "hidden", { get: () => window.away === true });""")
    page.clock.install()
    reload(page)
    page.evaluate("rythm.started")
    page.evaluate(f"rythm.start('{UPPER}')")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    page.evaluate("window.away = true")
    page.clock.fast_forward("02:31")
    is_true(page, "window.told.length === 1")
    title, options = page.evaluate("window.told[0]")
    assert (title, options["body"]) == ("Rest is over", "set 2: 82.5 × 5")


def test_leave_to_send_word_is_asked_for_once_and_quietly(phone: Phone) -> None:
    page = phone.open()
    page.add_init_script("""window.asked = 0;
      window.Notification = class { static permission = "default";
        static requestPermission() { window.asked++; return Promise.resolve("denied"); } };""")
    reload(page)
    page.evaluate("rythm.started")
    page.evaluate(f"rythm.start('{UPPER}')")
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 0)}')")
    assert page.evaluate("[rythm.rest.get().asks, window.asked]") == [True, 0]
    page.evaluate("rythm.notices(true)")
    assert page.evaluate("[rythm.rest.get().asks, window.asked]") == [False, 1]
    page.evaluate(f"rythm.toggle('{set_id(page, 0, 1)}')")
    assert page.evaluate("rythm.rest.get().asks") is False


def test_the_screen_is_kept_awake_while_a_workout_is_open(phone: Phone) -> None:
    page = phone.open()
    page.add_init_script("""window.held = 0;
      Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
        window.held++;
        return Object.assign(new EventTarget(), { release: async () => { window.held--; } }); } } });""")
    reload(page)
    page.evaluate("rythm.started")
    assert page.evaluate("window.held") == 0
    page.evaluate(f"rythm.start('{UPPER}')")
    is_true(page, "window.held === 1")
    page.evaluate("rythm.discard()")
    is_true(page, "window.held === 0")
