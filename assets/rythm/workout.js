// @ts-check
// The workout on the screen, and its clocks: both follow a stored moment, so no reload and no sleep can stop them.
(() => {
  const { signal, clock, screen, phone } = rythm;
  const workout = signal(null), elapsed = signal("0:00"), rest = signal(null);
  let editing = "";
  /** The open workout; of several, from two phones, the one started last. @returns {Row | undefined} */
  const open = () => phone.rows.filter((row) => row.entity === "workout" && !row.finished_at && row.started_at)
    .sort((a, b) => (a.started_at < b.started_at ? 1 : -1))[0];
  /** The workout that the logger is about: a finished one that is being changed, else the open one. */
  const shown = () => (editing ? phone.rows.find((row) => row.id === editing) : open());
  const members = (row = shown()) => (row ? screen.members_of(phone.rows, row.id) : []);
  rythm.paints(() => {
    Object.assign(phone, { resumed: rythm.remembered("rythm.resumed"), unasked: rythm.remembered("rythm.unasked") });
    const view = screen.workout_view(phone, shown() ?? null), asleep = !("awake" in document.documentElement.dataset);
    // What is further down comes once the page listens, which is sooner without it.
    workout.set(asleep && view ? { ...view, exercises: view.exercises.slice(0, 3) } : view);
    tick();
  });

  // ---- the rest timer
  const BARS = 46, LATE_MS = 10_000;
  let ticking, ringing;
  const timer = () => rythm.remembered("rythm.rest");
  const tick = () => {
    clearTimeout(ticking);
    const at = rythm.now(), view = workout.get(), now = timer();
    const started = view && !view.editing ? Date.parse(view.started_at) : 0;
    elapsed.set(started ? clock((at - started) / 1000) : "0:00");
    const left = now ? Math.ceil((now.end - at) / 1000) : 0, lit = now ? Math.ceil((left / now.total) * BARS) : 0;
    const note = now && started && left >= -LATE_MS / 1000 ? screen.rest_note(phone, members(), now.after) : "";
    const asks = note && globalThis.Notification?.permission === "default" && !rythm.remembered("rythm.asked");
    const bars = Array.from({ length: BARS }, (_, i) => i < lit);
    rest.set(note ? { label: left > 0 ? clock(left) : "Go", note, over: left <= 0, bars, asks } : null);
    const into = ((at - (note ? now.end : started)) % 1000 + 1000) % 1000;
    if (started && !document.hidden) ticking = setTimeout(tick, 1000 - into);
    stayAwake();
  };
  const arm = () => {
    clearTimeout(ringing);
    const now = timer();
    if (now && !now.rung) ringing = setTimeout(ring, Math.max(0, now.end - rythm.now()));
  };
  /** @type {AudioContext | undefined} */ let audio;
  /** A sound needs a tap first; the first one anywhere during a workout will do. */
  const unlock = () => {
    if (!phone.preferences.sound || !workout.get() || audio?.state === "running") return;
    audio ??= globalThis.AudioContext && new AudioContext();
    audio?.resume().catch(() => {});
  };
  const beep = (/** @type {AudioContext} */ to) => [0, 0.22].forEach((after) => {
    const tone = to.createOscillator(), gain = to.createGain(), at = to.currentTime + after;
    tone.frequency.value = 880;
    gain.gain.setValueAtTime(0.25, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + 0.18);
    tone.connect(gain).connect(to.destination);
    tone.start(at);
    tone.stop(at + 0.2);
  });
  const ring = () => {
    const now = timer();
    if (!now || now.rung) return;
    if (rythm.now() < now.end) return arm();
    rythm.remember("rythm.rest", { ...now, rung: true });  // one tab rings, and a reload does not ring again
    if (rythm.now() - now.end > LATE_MS) return;
    if (phone.preferences.sound && audio?.state === "running") beep(audio);
    if (phone.preferences.vibration) navigator.vibrate?.([200, 120, 200]);
    if (document.hidden) notify(screen.rest_note(phone, members(), now.after).slice(11)).catch(() => {});
  };
  const notify = async (body) => {
    if (globalThis.Notification?.permission !== "granted") return;
    const options = { body, tag: "rythm-rest" }, worker = await navigator.serviceWorker?.getRegistration();
    worker ? await worker.showNotification("Rest is over", options) : new Notification("Rest is over", options);
  };

  // ---- the screen stays on while a workout is open
  /** @type {any} */ let lock = null;
  const stayAwake = async () => {
    const here = !document.hidden && location.pathname.startsWith("/log") && workout.get() && !editing;
    const held = lock;
    if (!here || !phone.preferences.keep_awake) return (lock = null), void held?.release?.();
    if (lock || !navigator.wakeLock) return;
    lock = {};                                             // refused, it is asked for again at the next look
    lock = await navigator.wakeLock.request("screen").catch(() => ({}));
    lock.addEventListener?.("release", () => { lock = null; });
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !lock?.release) lock = null; tick(); });
  document.addEventListener("click", unlock, true);
  addEventListener("storage", ({ key }) => { if (key === "rythm.rest") tick(), arm(); });
  arm();

  Object.assign(rythm, {
    workout, elapsed, rest, tick, open, shown, members,
    setRest(next) { rythm.remember("rythm.rest", next); tick(); arm(); },
    /** @param {boolean} wanted a word when the rest is over and the page is hidden */ async notices(wanted) {
      rythm.remember("rythm.asked", true);
      if (wanted) await globalThis.Notification?.requestPermission();
      tick();
    },
    /** A finished workout, to change it; an older one is fetched first. @param {string | null} id null: the open one */
    async edit(id) {
      editing = id ?? "";
      rythm.paint();
      if (!id || shown() || !rythm.uid) return;
      await rythm.started;
      const words = "This workout is not on this phone. Try again with a connection.";
      if (!shown()) await rythm.recall(id).catch(() => rythm.say(words, "error"));
    },
  });
})();
