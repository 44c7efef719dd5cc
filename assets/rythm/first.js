// @ts-check
// Stands in the page itself: the gym's colours before the first paint, and what is pressed before the buttons listen.
(() => {
  /** A JSON value of localStorage, or null. @param {string} key */
  const remembered = (key) => { try { return JSON.parse(localStorage[key] ?? "null"); } catch { return null; } };
  /** Dress the page in the tenant's colours. */
  const dress = () => {
    const root = document.documentElement, brand = remembered("rythm.brand");
    for (const [name, colour] of [["--brand", brand?.brand], ["--on-brand", brand?.on_brand]])
      root.style.setProperty(name, /^#[0-9a-f]{6}$/i.test(colour ?? "") ? colour : "");
  };
  dress();
  // A page is painted before its buttons listen. What is pressed until then is kept and pressed again once they do,
  // and a form is not sent the browser's own way, which would put a password into the address.
  const early = { pressed: /** @type {HTMLElement | null} */ (null), typed: new Set() };
  const hold = (/** @type {any} */ event) => {
    if (event.type === "input") return early.typed.add(event.target);
    const pressed = event.target.closest?.("button, [type=submit]") ?? event.target.closest?.("form");
    if (pressed) event.preventDefault(), (early.pressed = pressed);
  };
  const held = (/** @type {"addEventListener" | "removeEventListener"} */ way) => {
    for (const kind of ["click", "submit", "input"]) document[way](kind, hold, true);
    return early;
  };
  held("addEventListener");
  globalThis.rythm = /** @type {any} */ ({ remembered, dress, held });
})();
