// @ts-check
// What the logger's buttons do. Every act ends in `rythm.write`, with what to say when it can be undone.
(() => {
  const { signal, uuid7, write, screen, phone, setRest, members, shown } = rythm;
  const summary = signal(null), finishing = signal({ left: 0, done: 0 }), menu = signal(null);
  const now = () => new Date(rythm.now()).toISOString();
  const row = (/** @type {string} */ id) => phone.by_id[id];
  const { drafts } = phone;
  /** The exercise that a row is, or is a set of, with its sets. @param {string} id @returns {Member} */
  const memberOf = (id) => members().find((one) => one.row.id === (row(id)?.workout_exercise_id ?? id));
  const name = (part) => screen.exercise_of(phone, part.exercise_id).name;
  /** A second tap this soon after a tick is the same tap of a wet finger; only then may the page move under it. */
  const DOUBLE_TAP_MS = 350;

  // ---- typing: painted with each key, kept after a pause, when the field is left and when the page hides
  let typing;
  const flush = () => {
    clearTimeout(typing);
    const changes = screen.typed_changes(phone);
    if (changes.length) write(changes);
  };

  /** Bring the next tick to where the thumb is. @param {string} id of the set just ticked */ const follow = (id) => {
    const ticked = document.getElementById("tick-" + id), y = ticked?.getBoundingClientRect().top ?? 0;
    if (!ticked) return;
    setTimeout(() => {
      const next = /** @type {HTMLElement | null} */ (document.querySelector("tr.active .tick"));
      const dock = document.querySelector(".dock")?.getBoundingClientRect().top ?? innerHeight;
      if (!next || next.getBoundingClientRect().top === y || document.activeElement?.matches("input")) return;
      const wanted = Math.max(innerHeight * 0.3, Math.min(y, dock - 110));
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
      scrollBy({ top: next.getBoundingClientRect().top - wanted, behavior: /** @type {any} */ (calm) });
      if (document.activeElement?.matches(".tick:focus-visible")) next.focus({ preventScroll: true });
    }, DOUBLE_TAP_MS);
  };

  /** @param {string} title @param {any} [template] */ const begin = (title, template) => {
    const open = rythm.open();
    if (open) return rythm.say(`${open.title} is still running.`, "info", "Resume", rythm.resume);
    setRest(null);
    write(screen.begun(phone, uuid7, title, template ?? null, now()));
    navigator.storage?.persist?.().catch(() => {});
    rythm.go("/log");
  };
  /** The end: the summary, and what was done as last time's. @param {string} at when the workout ended */
  const complete = (at) => {
    const workout = shown(), all = members();
    const kept = screen.done_only(all);
    summary.set(screen.summary_view(phone, workout, kept, at));
    rythm.remember("rythm.summary", { uid: rythm.uid, ...summary.get() });
    rythm.learn(screen.learned(phone, workout, kept, at)).catch(() => {});
    setRest(null);
    rythm.forget();
    write(screen.completed(all, workout.id, at, now()));
    rythm.go("/summary");
  };
  /** What an open sheet is about: its kind and the id of a row. */
  let subject = ["", ""];
  rythm.paints(() => menu.set(subject[0] ? screen.sheet_view(phone, ...subject) : null));
  const close = () => rythm.closeDialog("menu");
  /** @param {Change[]} changes @param {string} [message] with it the act can be undone */
  const act = (changes, message) => { close(); flush(); return write(changes, message ? { message } : undefined); };

  Object.assign(rythm, {
    summary, finishing, menu, flush,
    startEmpty: () => begin("Workout"), repeat: begin,
    /** @param {string} template_id */ async start(template_id) {
      if (!rythm.template(template_id)) await rythm.bootstrap().catch(() => {});      // made a moment ago, perhaps
      const template = rythm.template(template_id);
      if (template) return begin(template.name, template);
      rythm.say("This template is not on this phone yet. Try again with a connection.", "error");
    },
    resume() {
      rythm.remember("rythm.resumed", rythm.open()?.id ?? null);
      rythm.paint();
      rythm.go("/log");
    },
    /** @param {string} id @param {string} field @param {string} typed */ set(id, field, typed) {
      const { unit, effort } = phone.preferences, { value, error } = screen.typed_value(field, typed, unit, effort);
      drafts[id + field] = { text: typed, value, error, dirty: true };
      rythm.paint();
      clearTimeout(typing);
      typing = setTimeout(flush, 500);
    },
    /** The field is left: a good value takes its usual form. @param {string} id @param {string} field */
    settle(id, field) {
      flush();
      if (!drafts[id + field] || drafts[id + field].error) return;
      delete drafts[id + field];
      rythm.paint();
    },
    /** Enter goes on to the next field of the row, and from the last one to its tick. @param {any} event */
    nextField(event) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const stops = [...event.target.closest("tr").querySelectorAll("input, .tick")];
      stops[stops.indexOf(event.target) + 1]?.focus();
    },
    /** @param {string} id */ toggle(id) {
      flush();
      const set = row(id), workout = shown(), member = memberOf(id);
      if (!member || !workout) return;
      if (set.done_at) {
        if (rythm.now() - Date.parse(set.done_at) < DOUBLE_TAP_MS) return;
        setRest(null);
        return write([["set", id, { done_at: null }]]);
      }
      const { changes, error, field, words } = screen.ticked(phone, member, id, workout.finished_at ?? now());
      if (error) return rythm.say(error, "error");
      if (field) {
        drafts[id + field] = { text: "", value: null, error: words, dirty: false };
        document.getElementById(id + field)?.focus();
        return rythm.paint();
      }
      write(changes);
      if (workout.finished_at) return;
      const total = screen.rest_between(screen.steps_of(members()), id);
      setRest(total ? { end: rythm.now() + total * 1000, total, after: member.row.id } : null);
      follow(id);
    },
    /** @param {string} id of the exercise in this workout */ addSet(id) {
      flush();
      const { row: part, sets } = memberOf(id);
      act([["set", uuid7(), screen.one_more(phone, part, sets)]]);
    },
    /** @param {string} id */ removeSet(id) {
      const { row: part, sets } = memberOf(id);
      act([["set", id, { deleted_at: now() }]], `Set ${sets.indexOf(row(id)) + 1} removed.`);
      document.getElementById("add-" + part.id)?.focus();
    },
    /** @param {string} id @param {string} kind */ mark: (id, kind) => act([["set", id, { kind }]]),
    /** Rest of one set or of an exercise, shorter or longer. @param {string} id @param {number} by seconds */
    restOf(id, by) {
      const one = row(id), part = row(one.workout_exercise_id) ?? one;
      const rest_seconds = Math.max(0, Math.min(3600, (one.rest_seconds ?? part.rest_seconds ?? 0) + by));
      write([[one.entity, id, { rest_seconds }]]);
    },
    /** @param {string} exercise_id from the library */ addExercise(exercise_id) {
      const workout = shown(), place = (members().at(-1)?.row.position ?? -1) + 1;
      if (workout) write(screen.exercise_rows(phone, uuid7, workout.id, exercise_id, place, null));
      rythm.closeDialog("picker");
      rythm.search("");
    },
    /** @param {string} id */ removeExercise(id) {
      act(screen.removed(memberOf(id), now()), `${name(row(id))} removed.`);
    },
    /** @param {string} id @param {number} by -1 is up, 1 is down */ move(id, by) {
      write(screen.moved(members(), id, by));
      document.getElementById("more-" + id)?.scrollIntoView({ block: "center" });
    },
    /** A superset with the one below, or none. @param {string} id */ join: (id) => act(screen.joined(members(), id)),
    /** @param {string} id */ skip(id) {
      const skipped_at = row(id).skipped_at ? null : now();
      act([["workout_exercise", id, { skipped_at }]], skipped_at ? `${name(row(id))} skipped.` : "");
    },
    /** @param {string} id */ warmUp(id) {
      const { row: part, sets } = memberOf(id);
      act(screen.warmed_up(phone, uuid7, part, sets, now()), "Warm-up sets added.");
    },
    /** @param {string} exercise_id in place of the one the sheet is about */ swap(exercise_id) {
      const part = row(subject[1]), to = screen.exercise_of(phone, exercise_id).name;
      act(screen.swapped(phone, uuid7, part, exercise_id, now()), `${to} instead of ${name(part)}.`);
    },
    /** @param {string} kg of the bar that plates are put on */ pickBar(kg) { phone.bar = kg; rythm.paint(); },
    /** A note, or the name of the workout. @param {string} id @param {string} field @param {string} text */
    write_down(id, field, text) {
      const kept = text.trim().slice(0, field === "note" ? 2000 : 120), one = row(id);
      if (one && kept !== one[field] && (kept || field === "note")) write([[one.entity, id, { [field]: kept }]]);
    },
    /** @param {number} readiness 1 to 5, or 0 for no answer */ feel(readiness) {
      const workout = shown();
      rythm.remember("rythm.unasked", workout.id);
      if (!readiness) return rythm.paint();
      const changes = screen.felt(phone, workout, readiness), lowered = changes.length > 1;
      write(changes, lowered ? { message: "Loads are lower today." } : undefined);
    },
    /** @param {string} [unticked] "leave" when the member said to leave unticked sets out */ finish(unticked) {
      flush();
      const { done = 0, total = 0, editing } = rythm.workout.get() ?? {};
      finishing.set({ left: total - done, done });
      if (!done || (total > done && unticked !== "leave")) return rythm.openDialog("finish");
      rythm.closeDialog("finish");
      if (!editing) return complete(now());
      const { id, finished_at } = shown(), kept = write(screen.completed(members(), id, finished_at, now()));
      kept.then(rythm.drain).finally(() => rythm.go("/history/" + id));
    },
    /** End a workout that was left open when its last set was ticked. */
    finishThen() { flush(); complete(screen.last_touched(phone, shown(), members())); },
    discard() {
      rythm.closeDialog("finish");
      const workout = shown();
      if (!workout) return;
      const message = `${workout.title} discarded.`, then = () => rythm.go("/log");
      write([["workout", workout.id, { deleted_at: now() }]], { message, then });
      setRest(null);
      rythm.go(workout.finished_at ? "/history" : "/today");
    },
    /** Open what can be done to a set, an exercise or the workout. @param {string} kind @param {string} id */
    openMenu(kind, id) { subject = [kind, id]; rythm.paint(); rythm.openDialog("menu"); },
    /** @param {number} by seconds */ restBy(by) {
      const timer = rythm.remembered("rythm.rest");
      if (!timer) return;
      const end = Math.max(rythm.now(), timer.end + by * 1000);
      setRest({ ...timer, end, rung: false, total: Math.max(timer.total, Math.ceil((end - rythm.now()) / 1000)) });
    },
    skipRest: () => setRest(null),
    weighAt: (/** @type {string | null} */ asked) => { if (asked !== null) rythm.openDialog("weigh"); },
    /** @param {{weight?: string}} form */ weigh({ weight = "" }) {
      const { value, error } = screen.typed_value("weight_kg", weight, phone.preferences.unit, "none");
      if (!value || Number(value) < 20) return rythm.say(error || "Body weight: at least 20 kg.", "error");
      rythm.closeDialog("weigh");
      write(screen.weighed(uuid7, value, now()), { message: "Body weight saved." });
    },
  });

  const kept = rythm.remembered("rythm.summary");
  if (kept?.uid === rythm.uid) summary.set(kept);
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
})();
