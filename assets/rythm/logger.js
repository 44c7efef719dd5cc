// @ts-check
// What the logger's buttons do. Every act ends in `rythm.write`, with what to say when it can be undone.
(() => {
  const { signal, uuid7, clock, count_of, write } = rythm;
  const { FIELDS, columns, empty, figures, volumeOf, openRow, setsOf, family, nameOf, nextSet, bars, hintsOf, drafts } =
    rythm.sets;
  const summary = signal(null), finishing = signal({ left: 0, done: 0 }), menu = signal(null);
  const now = () => new Date().toISOString();
  /** A second tap this soon after a tick is the same tap of a wet finger. */
  const DOUBLE_TAP_MS = 350;

  // ---- the rest timer
  const setRest = (timer) => { rythm.remember("rythm.rest", timer); rythm.tick(); };
  /** @param {Row} row of the exercise just worked on */
  const startRest = (row) => {
    if (!row.rest_seconds || !nextSet(family(row.workout_id))) return setRest(null);
    setRest({ end: Date.now() + row.rest_seconds * 1000, total: row.rest_seconds, after: row.id });
  };

  // ---- typing: painted with each key, kept after a pause, when the field is left and when the page hides
  let typing;
  const flush = () => {
    clearTimeout(typing);
    /** @type {Map<string, Record<string, any>>} */
    const changed = new Map();
    for (const [key, draft] of drafts) {
      const id = key.slice(0, 36), field = key.slice(36), row = rythm.rows().get(id);
      if (!draft.dirty || draft.error || !row) continue;
      draft.dirty = false;
      const kept = empty(row[field]) ? null : FIELDS[field].keep(Number(row[field]));
      if (draft.value !== kept) changed.set(id, { ...changed.get(id), [field]: draft.value });
    }
    if (changed.size) write([...changed].map(([id, fields]) => ["set", id, fields]));
  };

  // ---- making
  /** A set filled in from last time, or like another; effort is felt, never assumed. @returns {Change} */
  const newSet = (row, position, hints) => {
    const blank = { weight_kg: null, reps: null, rpe: null, duration_seconds: null, distance_m: null };
    const filled = columns(row.exercise_id).filter((field) => !empty(hints[field]))
      .map((field) => [field, FIELDS[field].keep(hints[field])]);
    const fields = { workout_exercise_id: row.id, position, kind: "working", ...blank, ...Object.fromEntries(filled) };
    return ["set", uuid7(), { ...fields, done_at: null, deleted_at: null }];
  };
  /**
   * An exercise with its sets.
   * @param {string} workout_id @param {string} exercise_id @param {number} position @param {any} [line] prescribed
   */
  const planned = (workout_id, exercise_id, position, line) => {
    const id = uuid7(), rest_seconds = line?.rest_seconds ?? rythm.exercise(exercise_id)?.rest_seconds ?? 120;
    const row = { workout_id, exercise_id, position, rest_seconds, note: line?.note ?? "", deleted_at: null };
    const length = line?.sets.length ?? (rythm.previous(exercise_id).filter((set) => set.kind !== "warmup").length || 3);
    const sets = Array.from({ length }, (_, i) => newSet({ ...row, id }, i, hintsOf(row, i, line)));
    return [["workout_exercise", id, row], ...sets];
  };
  /** @param {string} title @param {any} [template] */
  const begin = (title, template) => {
    const open = openRow();
    if (open) return rythm.say(`${open.title} is still running.`, "info", "Resume", rythm.resume);
    const id = uuid7(), origin = { template_id: template?.id ?? null, template_version: template?.version ?? null };
    const row = { title, ...origin, started_at: now(), finished_at: null, note: "", deleted_at: null };
    const lines = template?.exercises ?? [];
    setRest(null);
    write([["workout", id, row], ...lines.flatMap((line, i) => planned(id, line.exercise_id, i, line))]);
    navigator.storage?.persist?.().catch(() => {});
    rythm.go("/log");
  };

  // ---- finishing
  /** "Friday, 20 November, 18:42". @param {Date} date */
  const day = (date) => [
    date.toLocaleDateString("en-GB", { weekday: "long" }),
    date.toLocaleDateString("en-GB", { day: "numeric", month: "long" }),
    date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }),
  ].join(", ");
  /** What the best set of an exercise is measured by: e1RM (Epley), else reps, metres or seconds. */
  const worth = (set) => Number(set.weight_kg ?? 0) * (1 + Number(set.reps ?? 0) / 30)
    || Number(set.reps ?? set.distance_m ?? set.duration_seconds ?? 0);
  /** @param {Row} row @param {Member[]} members @param {string} at */
  const summed = (row, members, at) => {
    const done = members.flatMap(({ sets }) => sets);
    const best = new Map(members.map((m) => [m.row.id, m.sets.reduce((a, b) => (worth(b) > worth(a) ? b : a))]));
    const marked = new Set([...best.values()].map((set) => set.id));
    return {
      id: row.id, title: row.title, sets: done.length, when: day(new Date(row.started_at)),
      duration: clock((Date.parse(at) - Date.parse(row.started_at)) / 1000),
      volume: Math.round(done.reduce((sum, set) => sum + volumeOf(set), 0)).toLocaleString("en"),
      pulse: bars(members, (set) => (marked.has(set.id) ? "on" : "")),
      exercises: members.map(({ row: { id, exercise_id }, sets }) => ({
        id, name: nameOf(exercise_id), detail: count_of(sets.length, "set"),
        best: figures(best.get(id), columns(exercise_id)) || "–",
      })),
    };
  };
  const complete = () => {
    const row = openRow(), at = now(), members = family(row.id);
    const kept = members.map((member) => ({ ...member, sets: member.sets.filter((set) => set.done_at) }))
      .filter(({ sets }) => sets.length);
    const left = members.flatMap(({ row, sets }) => [
      ...sets.filter((set) => !set.done_at).map((set) => ["set", set.id, { deleted_at: at }]),
      ...(sets.some((set) => set.done_at) ? [] : [["workout_exercise", row.id, { deleted_at: at }]]),
    ]);
    summary.set(summed(row, kept, at));
    rythm.remember("rythm.summary", { uid: rythm.uid, ...summary.get() });
    rythm.setPrevious(Object.fromEntries(kept.map((member) => [member.row.exercise_id, member.sets]))).catch(() => {});
    setRest(null);
    rythm.forget();
    write([...left, ["workout", row.id, { finished_at: at }]]);
    rythm.go("/summary");
  };

  Object.assign(rythm, {
    summary, finishing, menu, flush,
    startEmpty: () => begin("Workout"),
    /** @param {string} template_id */
    async start(template_id) {
      if (!rythm.template(template_id)) await rythm.bootstrap().catch(() => {});      // made a moment ago, perhaps
      const template = rythm.template(template_id);
      if (template) return begin(template.name, template);
      rythm.say("This template is not on this phone yet. Try again with a connection.", "error");
    },
    resume: () => rythm.go("/log"),
    /** @param {string} id @param {string} field @param {string} typed */
    set(id, field, typed) {
      const { parse, keep, error } = FIELDS[field], text = typed.trim().replace(",", ".");
      const value = text === "" ? null : parse(text), wrong = value === undefined;
      const kept = value === null || wrong ? null : keep(value);
      drafts.set(id + field, { text: typed, value: kept, error: wrong ? error : "", dirty: true });
      rythm.paint();
      clearTimeout(typing);
      typing = setTimeout(flush, 500);
    },
    /** The field is left: a good value takes its usual form. @param {string} id @param {string} field */
    settle(id, field) {
      flush();
      if (!drafts.get(id + field)?.error && drafts.delete(id + field)) rythm.paint();
    },
    /** Enter goes on to the next field of the row, and from the last one to its tick. @param {any} event */
    nextField(event) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const stops = [...event.target.closest("tr").querySelectorAll("input, .tick")];
      stops[stops.indexOf(event.target) + 1]?.focus();
    },
    /** @param {string} id */
    toggle(id) {
      flush();
      const set = rythm.rows().get(id), row = rythm.rows().get(set?.workout_exercise_id);
      if (!row) return;
      if (set.done_at) {
        if (Date.now() - Date.parse(set.done_at) < DOUBLE_TAP_MS) return;
        setRest(null);
        return write([["set", id, { done_at: null }]]);
      }
      const fields = columns(row.exercise_id), hints = hintsOf(row, setsOf(row.id).indexOf(set));
      const wrong = [...fields, "rpe"].map((field) => drafts.get(id + field)).find((draft) => draft?.text && draft.error)?.error;
      if (wrong) return rythm.say(wrong, "error");
      const filled = fields.filter((field) => empty(set[field]) && !empty(hints[field]))
        .map((field) => [field, FIELDS[field].keep(hints[field])]);
      const known = (field) => !empty(set[field]) || filled.some(([name]) => name === field);
      const counted = fields.filter((field) => field !== "weight_kg");
      if (!counted.some(known)) {
        const { label } = FIELDS[counted[0]];
        drafts.set(id + counted[0], { text: "", value: null, error: `${label}: fill this in, then tick`, dirty: false });
        document.getElementById(id + counted[0])?.focus();
        return rythm.paint();
      }
      write([["set", id, { done_at: now(), ...Object.fromEntries(filled) }]]);
      startRest(row);
    },
    /** @param {string} id of the exercise in this workout */
    addSet(id) {
      rythm.closeDialog("menu");
      flush();
      const row = rythm.rows().get(id), sets = setsOf(id), last = sets.at(-1);
      write([newSet(row, (last?.position ?? -1) + 1, last ?? hintsOf(row, 0))]);
    },
    /** @param {string} id */
    removeSet(id) {
      rythm.closeDialog("menu");
      const set = rythm.rows().get(id), place = setsOf(set.workout_exercise_id).indexOf(set) + 1;
      write([["set", id, { deleted_at: now() }]], { message: `Set ${place} removed.` });
      document.getElementById("add-" + set.workout_exercise_id)?.focus();
    },
    /** @param {string} id @param {string} kind */
    mark(id, kind) { rythm.closeDialog("menu"); return write([["set", id, { kind }]]); },
    /** @param {string} exercise_id from the library */
    addExercise(exercise_id) {
      const row = openRow(), last = row && family(row.id).at(-1);
      if (row) write(planned(row.id, exercise_id, (last?.row.position ?? -1) + 1));
      rythm.closeDialog("picker");
      rythm.search("");
    },
    /** @param {string} id */
    removeExercise(id) {
      rythm.closeDialog("menu");
      const deleted_at = now(), message = `${nameOf(rythm.rows().get(id).exercise_id)} removed.`;
      const sets = setsOf(id).map((set) => ["set", set.id, { deleted_at }]);
      write([["workout_exercise", id, { deleted_at }], ...sets], { message });
    },
    /** @param {string} title */
    rename: (title) => title.trim() && write([["workout", openRow().id, { title: title.trim().slice(0, 120) }]]),
    /** @param {string} [unticked] "leave" when the member said to leave unticked sets out */
    finish(unticked) {
      flush();
      const { done = 0, total = 0 } = rythm.workout.get() ?? {};
      finishing.set({ left: total - done, done });
      if (!done || (total > done && unticked !== "leave")) return rythm.openDialog("finish");
      rythm.closeDialog("finish");
      complete();
    },
    discard() {
      rythm.closeDialog("finish");
      const row = openRow();
      if (!row) return;
      write([["workout", row.id, { deleted_at: now() }]], { message: `${row.title} discarded.`, then: rythm.resume });
      setRest(null);
      rythm.go("/today");
    },
    /** Open the menu of a set or an exercise. @param {string} kind @param {string} id @param {string} title */
    openMenu(kind, id, title, detail = "") { menu.set({ kind, id, title, detail }); rythm.openDialog("menu"); },
    /** @param {number} by seconds */
    restBy(by) {
      const timer = rythm.remembered("rythm.rest");
      if (!timer) return;
      const end = Math.max(Date.now(), timer.end + by * 1000);
      setRest({ ...timer, end, total: Math.max(timer.total, Math.ceil((end - Date.now()) / 1000)) });
    },
    skipRest: () => setRest(null),
  });

  const kept = rythm.remembered("rythm.summary");
  if (kept?.uid === rythm.uid) summary.set(kept);
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
})();
