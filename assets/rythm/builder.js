// @ts-check
// Exercises of a template dragged by their grip, by mouse and by touch, or moved by its arrow keys.
/** @param {any} event @param {(id: string, place: number) => void} drop */
export const drag = (event, drop) => {
  const grip = event.currentTarget, item = grip.closest("[data-exercise]");
  const all = [...item.closest("[data-order]").querySelectorAll("[data-exercise]")];
  const others = all.filter((other) => other !== item), from = all.indexOf(item), start = event.pageY;
  let place = from;
  const move = (/** @type {PointerEvent} */ { pageY, clientY }) => {
    const middle = (/** @type {Element} */ one) => (({ top, height }) => top + height / 2)(one.getBoundingClientRect());
    place = others.filter((other) => middle(other) < clientY).length;
    item.style.translate = `0 ${pageY - start}px`;
    item.dataset.dragged = "";
    others.forEach((other, at) => {
      const last = place === others.length && at === place - 1;
      other.dataset.drop = place === from ? "" : at === place ? "before" : last ? "after" : "";
    });
    scrollBy(0, clientY < 96 ? -12 : clientY > innerHeight - 148 ? 12 : 0);
  };
  const end = (/** @type {PointerEvent} */ { type }) => {
    for (const kind of ["pointerup", "pointercancel"]) grip.removeEventListener(kind, end);
    grip.removeEventListener("pointermove", move);
    item.style.translate = "";
    delete item.dataset.dragged;
    for (const other of others) delete other.dataset.drop;
    if (type === "pointerup" && place !== from) drop(item.dataset.exercise, place);
  };
  grip.setPointerCapture(event.pointerId);
  grip.addEventListener("pointermove", move);
  for (const kind of ["pointerup", "pointercancel"]) grip.addEventListener(kind, end);
};
/** @param {any} event @param {(id: string, step: number) => void} move */
export const nudge = (event, move) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[/** @type {string} */ (event.key)];
  if (!step) return;
  event.preventDefault();
  move(event.currentTarget.closest("[data-exercise]").dataset.exercise, step);
};
