// @ts-check
// What the phone's store stands on: signals, ids, and who is signed in.
(() => {
  const { remembered, held } = globalThis.rythm;
  /** Reuse every part of `was` that equals its counterpart in `now`, so that unchanged rows don't repaint. */
  const share = (was, now) => {
    if (was === now || !was || !now || typeof was !== "object" || typeof now !== "object") return now;
    if (Array.isArray(was) !== Array.isArray(now)) return now;
    const byId = Array.isArray(was) && was[0]?.id ? new Map(was.map((item) => [item.id, item])) : null;
    const keys = Object.keys(now);
    for (const key of keys) now[key] = share(byId && now[key]?.id ? byId.get(now[key].id) : was[key], now[key]);
    return keys.length === Object.keys(was).length && keys.every((key) => now[key] === was[key]) ? was : now;
  };

  /** A value that React's useSyncExternalStore can watch. @template T @param {T} value */
  const signal = (value) => {
    const watchers = new Set();
    return {
      get: () => value,
      /** @param {T} next */
      set: (next) => {
        const was = value;
        value = share(was, next);
        if (value !== was) for (const watcher of [...watchers]) watcher();
      },
      /** @param {() => void} watcher */
      subscribe: (watcher) => (watchers.add(watcher), () => void watchers.delete(watcher)),
    };
  };
  let lastTime = 0, count = 0;
  /** A UUIDv7 greater than every one made before on this page, also when the clock steps back. */
  const uuid7 = () => {
    const now = Date.now();
    if (now > lastTime) (lastTime = now), (count = Math.floor(Math.random() * 1024));
    else if (++count > 4095) lastTime++, (count = 0);
    const hex = (/** @type {number} */ number, length = 2) => number.toString(16).padStart(length, "0");
    const [first, ...random] = crypto.getRandomValues(new Uint8Array(8)), time = hex(lastTime, 12);
    const rest = hex(128 | (first & 63)) + random.map((byte) => hex(byte)).join("");
    return [time.slice(0, 8), time.slice(8), hex(0x7000 | count), rest.slice(0, 4), rest.slice(4)].join("-");
  };

  /** @param {string} key @param {any} value */
  const remember = (key, value) =>
    value === null ? localStorage.removeItem(key) : localStorage.setItem(key, JSON.stringify(value));

  /** @param {string} name */
  const cookie = (name) => decodeURIComponent(document.cookie.match(`(?:^|; )${name}=([^;]+)`)?.[1] ?? "");
  // Days and weeks begin where the member is; the server reads it when a page connects. Asking costs a start too much.
  const place = (zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC") => {
    document.cookie = `rythm_tz=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  };
  cookie("rythm_tz") ? document.addEventListener("visibilitychange", () => place()) : place();
  const gym = remembered("rythm.tenant");
  // Whose phone this is, also once the cookie of the session has run out, so that what waits can still be seen and
  // added to. A sign-out without signal leaves a cookie by which the server takes nobody for signed in.
  const uid = cookie("rythm_left") ? "" : cookie("rythm_uid") || gym?.uid || "";
  /** What a sign-in or a change of gym tells this phone; the next full page load goes by it. @param {any} answer */
  const enter = ({ user, tenant }) => {
    remember("rythm.brand", tenant && { brand: tenant.brand, on_brand: tenant.on_brand });
    remember("rythm.tenant", { uid: user.id, id: tenant?.id ?? "", trains: !!tenant && user.role !== "scheduler" });
  };

  /**
   * Ask the server; rejects when no answer comes.
   * @param {string} path @param {object} [body] @param {string} [method]
   */
  const ask = async (path, body, method = body ? "POST" : "GET") => {
    const { tenant } = globalThis.rythm, gym = tenant && { "X-Rythm-Tenant": tenant };
    const response = await fetch("/api/v1/" + path, {
      method, credentials: "same-origin", signal: AbortSignal.timeout(15_000), body: body && JSON.stringify(body),
      headers: { "X-Rythm": "1", ...gym, ...(body && { "Content-Type": "application/json" }) },
    });
    const { ok, status, headers } = response, wait = Number(headers.get("Retry-After")) || 0;
    return { ok, status, wait, answer: await response.json().catch(() => null) };
  };
  // A toast lies in the top layer, above a dialog that was opened before it.
  const raise = (/** @type {any} */ place) => { place.hidePopover?.(); place.showPopover?.(); };
  const watcher = new MutationObserver((changes) => {
    for (const place of new Set(changes.map(({ target }) => target))) if (place.hasChildNodes()) raise(place);
  });
  const watchToasts = () => document.querySelectorAll(".toasts").forEach((place) => {
    raise(place);
    watcher.observe(place, { childList: true });
  });

  Object.assign(globalThis.rythm, {
    /** The time, put right by the server's where this phone's clock is far off. */
    now: () => Date.now() + (remembered("rythm.off") ?? 0),
    signal, uuid7, remember, cookie, enter, ask, uid,
    /** The gym the queue of this page belongs to. */
    tenant: gym?.uid === uid ? gym.id : "",
    /** Whether this person logs training; if not, the phone keeps no copy and never asks for one. */
    trains: !!uid && (gym?.uid !== uid || gym.trains !== false),
    ready: signal(false),
    /** Set by the router hook of the page; until then a full navigation. @param {string} path */
    navigate: (path) => globalThis.rythm.settled().finally(() => location.assign(path)),
    /** The page's buttons listen now. @param {(path: string) => void} navigate */
    awake(navigate) {
      globalThis.rythm.navigate = navigate;
      const { pressed, typed } = held("removeEventListener"), again = { bubbles: true };
      // React takes for typed what differs from what it saw.
      for (const field of typed) field._valueTracker?.setValue(""), field.dispatchEvent(new Event("input", again));
      document.documentElement.dataset.awake = "";
      setTimeout(globalThis.rythm.paint);
      watchToasts();
      if (location.search === "?weigh") globalThis.rythm.openDialog("weigh");          // the home screen's shortcut
      if (pressed?.isConnected) pressed instanceof HTMLFormElement ? pressed.requestSubmit() : pressed.click();
    },
    go: (/** @type {string} */ path) => globalThis.rythm.navigate(path),
    /** A form's fields, as one object, to an action. @param {string} action @param {any} event */
    submit(action, event) {
      event.preventDefault();
      globalThis.rythm[action](Object.fromEntries(new FormData(event.target)));
    },
    selectAll: (/** @type {any} */ event) => event.target.select(),
    openDialog(/** @type {string} */ id) {
      const dialog = /** @type {any} */ (document.getElementById(id));
      if (!dialog || dialog.open) return;
      dialog.showModal();
      dialog.querySelector("input[type=search]")?.focus();
    },
    closeDialog: (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id))?.close(),
  });
})();
