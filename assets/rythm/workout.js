// @ts-check
// The workout: what the logger shows of the rows, and what its buttons do to them.
(() => {
  /** @type {any} */
  const rythm = /** @type {any} */ (globalThis).rythm;
  const { signal, uuid7, clock, count_of, write } = rythm;
  const workout = signal(/** @type {any} */ (null)), summary = signal(/** @type {any} */ (null));
  const elapsed = signal("0:00"), rest = signal(/** @type {any} */ (null));
  const finishing = signal({ left: 0, done: 0 }), menu = signal(/** @type {any} */ (null));
  const now = () => new Date().toISOString();

  // ---- fields of a set: what may be typed, how it is kept, how it is shown
  /** @param {number} low @param {number} high @param {RegExp} shape @param {number} step */
  const number = (low, high, shape, step) => (/** @type {string} */ text) => {
    const value = shape.test(text) ? Number(text) : NaN;
    return value >= low && value <= high && Number.isInteger(Math.round((value / step) * 1e6) / 1e6) ? value : undefined;
  };
  const seconds = (/** @type {string} */ text) => {
    const [, minutes, rest] = text.match(/^(\d{1,3})[.:](\d\d)$/) ?? [], whole = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
    const value = minutes ? Number(minutes) * 60 + Number(rest) : whole;
    return value <= 86_400 && !(Number(rest) > 59) ? value : undefined;
  };
  const plain = (/** @type {any} */ value) => String(Number(value));
  /** @type {Record<string, any>} */
  const FIELDS = {
    weight_kg: { head: "kg", label: "Weight in kg", parse: number(0, 2000, /^\d{0,4}\.?\d{0,2}$/, 0.01), keep: String, show: plain, error: "Weight: 0 to 2000 kg" },
    reps: { head: "Reps", label: "Reps", parse: number(0, 1000, /^\d+$/, 1), keep: Number, show: plain, error: "Reps: a whole number up to 1000" },
    rpe: { head: "RPE", label: "RPE", parse: number(1, 10, /^\d+\.?\d?$/, 0.5), keep: String, show: plain, error: "RPE: 1 to 10 in steps of 0.5" },
    duration_seconds: { head: "Time", label: "Time in minutes and seconds", parse: seconds, keep: Number, show: clock, error: "Time: seconds, or minutes as 1:30" },
    distance_m: { head: "Metres", label: "Distance in metres", parse: number(0, 1_000_000, /^\d+$/, 1), keep: Number, show: plain, error: "Distance: whole metres" },
  };
  /** @type {Record<string, string[]>} */
  const COLUMNS = {
    weight_reps: ["weight_kg", "reps"], reps: ["reps"], duration: ["duration_seconds"], distance_duration: ["distance_m", "duration_seconds"],
  };
  /** @param {any} exercise_id */
  const columns = (exercise_id) => COLUMNS[rythm.exercise(exercise_id)?.measured_by] ?? COLUMNS.weight_reps;
  const empty = (/** @type {any} */ value) => value === null || value === undefined || value === "";
  /** "80 × 6", "1:30" or "". @param {any} set @param {string[]} fields */
  const figures = (set, fields) =>
    fields.filter((field) => !empty(set?.[field])).map((field) => FIELDS[field].show(set[field])).join(" × ");
  /** Warm-ups don't count. @param {any} set */
  const volumeOf = (set) => (set.kind === "warmup" ? 0 : Number(set.weight_kg ?? 0) * Number(set.reps ?? 0));

  // ---- reading the rows
  /** @param {string} entity @param {(row: Row) => boolean} wanted */
  const alive = (entity, wanted) => [...rythm.rows().values()]
    .filter((row) => row.entity === entity && !row.deleted_at && wanted(row)).sort((a, b) => a.position - b.position);
  const openRow = () => alive("workout", (row) => !row.finished_at && !!row.started_at)
    .sort((a, b) => (a.started_at < b.started_at ? 1 : -1))[0];
  /** @param {string} workout_id */
  const family = (workout_id) => alive("workout_exercise", (row) => row.workout_id === workout_id)
    .map((row) => ({ row, sets: alive("set", (set) => set.workout_exercise_id === row.id) }));
  /** What stands in a field being typed in, by set and field. @type {Map<string, {text: string, value: any, error: string, dirty: boolean}>} */
  const drafts = new Map();
  /** The next set: the open one after the set ticked last, where the thumb is, else the first. @param {any[]} members */
  const nextSet = (members) => {
    const sets = members.flatMap((member) => member.sets);
    const last = sets.reduce((at, set, i) => ((set.done_at ?? "") > (sets[at]?.done_at ?? "") ? i : at), -1);
    return [...sets.slice(last + 1), ...sets].find((set) => !set.done_at)?.id;
  };
  /** One bar per set, its height the set's volume. @param {any[]} members @param {(set: any) => string} kind */
  const bars = (members, kind) => {
    const most = Math.max(1, ...members.flatMap(({ sets }) => sets.map(volumeOf)));
    return members.flatMap(({ row, sets }, i) => [
      ...(i ? [{ id: "gap" + row.id, v: 0, kind: "gap" }] : []),
      ...sets.map((/** @type {any} */ set) => ({ id: set.id, kind: kind(set), v: Math.round(35 + 65 * (volumeOf(set) / most)) / 100 })),
    ]);
  };
  /** Last time's set in this place, or its last one. @param {string} exercise_id @param {number} at */
  const lastTime = (exercise_id, at) => rythm.previous(exercise_id)[at] ?? rythm.previous(exercise_id).at(-1);
  /** @param {Row} row @param {number} i @param {any} line what the template prescribes */
  const hintsOf = (row, i, line) => {
    const last = lastTime(row.exercise_id, i);
    return {
      weight_kg: last?.weight_kg ?? line?.weight_kg, reps: last?.reps ?? line?.reps_min ?? line?.reps_max,
      rpe: line?.rpe ?? last?.rpe, duration_seconds: last?.duration_seconds, distance_m: last?.distance_m,
    };
  };
  /** @param {any} workout_row @param {string} exercise_id */
  const prescribed = (workout_row, exercise_id) => rythm.template(workout_row.template_id)
    ?.exercises.find((/** @type {any} */ line) => line.exercise_id === exercise_id);

  /** @param {Row} row @param {any} set @param {number} i @param {any} line @param {string} name @param {string} next @param {number} nth */
  const setView = (row, set, i, line, name, next, nth) => {
    const hints = /** @type {any} */ (hintsOf(row, i, line)), fields = columns(row.exercise_id);
    const number = { warmup: "W", drop: "D", failure: "F" }[/** @type {string} */ (set.kind)] ?? String(nth);
    const cells = [...fields, "rpe"].map((field) => {
      const draft = drafts.get(set.id + field), kind = FIELDS[field];
      return {
        id: set.id + field, set_id: set.id, field, label: `${kind.label}, ${name}, set ${i + 1}`, error: draft?.error ?? "",
        value: draft?.text ?? (empty(set[field]) ? "" : kind.show(set[field])), hint: empty(hints[field]) ? "" : kind.show(hints[field]),
      };
    });
    return {
      id: set.id, number, label: `${name}, set ${i + 1}`, kind: set.kind, done: !!set.done_at, active: set.id === next, cells,
      state: set.done_at ? "done" : set.id === next ? "active" : "todo", error: cells.find((cell) => cell.error)?.error ?? "",
      previous: figures(rythm.previous(row.exercise_id)[i], fields) || "–",
    };
  };

  rythm.paints(() => {
    const row = openRow();
    if (!row) { workout.set(null); return tick(); }
    const members = family(row.id), sets = members.flatMap((member) => member.sets), next = nextSet(members);
    const ticked = sets.filter((set) => set.done_at), volume = ticked.reduce((sum, set) => sum + volumeOf(set), 0);
    const progress = `${ticked.length} of ${count_of(sets.length, "set")}, ${Math.round(volume).toLocaleString("en")} kg`;
    workout.set({
      id: row.id, title: row.title, started_at: row.started_at, done: ticked.length, total: sets.length, progress,
      complete: sets.length > 0 && ticked.length === sets.length, volume: Math.round(volume).toLocaleString("en"),
      pulse: bars(members, (set) => (set.done_at ? "on" : set.id === next ? "ink" : "")),
      exercises: members.map(({ row: member, sets }) => {
        const name = rythm.exercise(member.exercise_id)?.name ?? "Exercise", line = prescribed(row, member.exercise_id);
        const pause = member.rest_seconds ? `rest ${clock(member.rest_seconds)}` : "no rest timer";
        let nth = 0;
        return {
          id: member.id, exercise_id: member.exercise_id, name, rest_seconds: member.rest_seconds,
          subtitle: line ? `${rythm.prescription(line)}, ${pause}` : pause[0].toUpperCase() + pause.slice(1),
          columns: [...columns(member.exercise_id), "rpe"].map((field) => FIELDS[field].head),
          sets: sets.map((set, i) => setView(member, set, i, line, name, next, set.kind === "working" || !set.kind ? ++nth : nth)),
        };
      }),
    });
    tick();
  });

  // ---- clocks: both are computed from a stored moment, so a reload or a sleeping phone can't stop them
  const BARS = 46;
  /** @type {any} */
  let ticking;
  const tick = () => {
    clearTimeout(ticking);
    const at = Date.now(), started = workout.get()?.started_at, timer = rythm.remembered("rythm.rest");
    elapsed.set(started ? clock((at - Date.parse(started)) / 1000) : "0:00");
    const left = timer ? Math.ceil((timer.end - at) / 1000) : 0;
    if (!timer || left < -10 || !started) rest.set(null);
    else rest.set({ label: left > 0 ? clock(left) : "Go", note: timer.note, over: left <= 0,
      bars: Array.from({ length: BARS }, (_, i) => i < Math.ceil((left / timer.total) * BARS)) });
    if (started && !document.hidden) ticking = setTimeout(tick, 1000 - ((timer ? at - timer.end : at - Date.parse(started)) % 1000 + 1000) % 1000);
  };
  /** @param {any} timer */
  const setRest = (timer) => { rythm.remember("rythm.rest", timer); tick(); };
  const startRest = (/** @type {Row} */ member) => {
    const members = family(member.workout_id), next = nextSet(members);
    if (!member.rest_seconds || !next) return setRest(null);
    const there = members.find(({ sets }) => sets.some((set) => set.id === next)), set = rythm.rows().get(next);
    const load = figures(set, columns(there?.row.exercise_id));
    const where = there?.row.id === member.id ? `set ${there.sets.indexOf(set) + 1}` : rythm.exercise(there?.row.exercise_id)?.name ?? "the next";
    setRest({ end: Date.now() + member.rest_seconds * 1000, total: member.rest_seconds, note: `Rest, then ${where}${load && ": " + load}` });
  };

  // ---- typing: painted with each key, kept after a pause, when the field is left and when the page hides
  /** @type {any} */
  let typing;
  const flush = () => {
    clearTimeout(typing);
    /** @type {Map<string, Record<string, any>>} */
    const changed = new Map();
    for (const [key, draft] of drafts) {
      const id = key.slice(0, 36), field = key.slice(36), row = rythm.rows().get(id);
      if (!draft.dirty || draft.error || !row) continue;
      draft.dirty = false;
      if (draft.value !== (empty(row[field]) ? null : FIELDS[field].keep(Number(row[field])))) changed.set(id, { ...changed.get(id), [field]: draft.value });
    }
    if (changed.size) write([...changed].map(([id, fields]) => ["set", id, fields]));
  };

  // ---- making and changing
  /** @param {string} workout_id @param {string} exercise_id @param {number} position @param {any} [line] @returns {Change[]} */
  const planned = (workout_id, exercise_id, position, line) => {
    const id = uuid7(), rest_seconds = line?.rest_seconds ?? rythm.exercise(exercise_id)?.rest_seconds ?? 120;
    const row = { workout_id, exercise_id, position, rest_seconds, note: line?.note ?? "", deleted_at: null };
    const sets = Array.from({ length: line?.sets ?? (rythm.previous(exercise_id).length || 3) }, (_, i) => newSet(/** @type {any} */ ({ ...row, id }), i, i, line));
    return [["workout_exercise", id, row], ...sets];
  };
  /** A set filled in from last time; effort is felt, never assumed. @param {Row} member @param {number} i @param {number} position @param {any} [line] @param {any} [like] @returns {Change} */
  const newSet = (member, i, position, line, like) => {
    const hints = /** @type {any} */ (like ?? hintsOf(member, i, line)), fields = columns(member.exercise_id);
    /** @type {Record<string, any>} */
    const set = { workout_exercise_id: member.id, position, kind: "working", weight_kg: null, reps: null, rpe: null, duration_seconds: null, distance_m: null, done_at: null, deleted_at: null };
    for (const field of fields) if (!empty(hints[field])) set[field] = FIELDS[field].keep(hints[field]);
    return ["set", uuid7(), set];
  };
  /** @param {string} title @param {any} [template] */
  const begin = async (title, template) => {
    const open = openRow();
    if (open) return void rythm.say(`${open.title} is still running.`, "info", "Resume", rythm.resume);
    const id = uuid7();
    /** @type {Change[]} */
    const changes = [["workout", id, {
      title, template_id: template?.id ?? null, template_version: template?.version ?? null, started_at: now(), finished_at: null, note: "", deleted_at: null,
    }]];
    template?.exercises.forEach((/** @type {any} */ line, /** @type {number} */ i) => changes.push(...planned(id, line.exercise_id, i, line)));
    setRest(null);
    write(changes);
    navigator.storage?.persist?.().catch(() => {});
    rythm.go("/log");
  };
  /** @param {string} id */
  const parts = (id) => {
    const set = rythm.rows().get(id), member = rythm.rows().get(set?.workout_exercise_id);
    const sets = member ? alive("set", (row) => row.workout_exercise_id === member.id) : [];
    return { set, member, sets, i: sets.indexOf(set) };
  };
  /** "Friday, 20 November, 18:42". @param {Date} date */
  const day = (date) => [
    date.toLocaleDateString("en-GB", { weekday: "long" }), date.toLocaleDateString("en-GB", { day: "numeric", month: "long" }),
    date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }),
  ].join(", ");
  const complete = () => {
    const row = openRow(), members = family(row.id), at = now();
    const kept = members.map(({ row, sets }) => ({ row, sets: sets.filter((set) => set.done_at) })).filter(({ sets }) => sets.length);
    const done = kept.flatMap(({ sets }) => sets);
    /** @type {Change[]} */
    const changes = members.flatMap(({ row, sets }) => sets.filter((set) => !set.done_at).map((set) => /** @type {Change} */ (["set", set.id, { deleted_at: at }]))
      .concat(sets.some((set) => set.done_at) ? [] : [["workout_exercise", row.id, { deleted_at: at }]]));
    /** @param {any} set */
    const worth = (set) => Number(set.weight_kg ?? 0) * (1 + Number(set.reps ?? 0) / 30) || Number(set.reps ?? set.distance_m ?? set.duration_seconds ?? 0);
    const shown = {
      id: row.id, title: row.title, sets: done.length, duration: clock((Date.parse(at) - Date.parse(row.started_at)) / 1000),
      when: day(new Date(at)),
      volume: Math.round(done.reduce((sum, set) => sum + volumeOf(set), 0)).toLocaleString("en"), pulse: bars(kept, () => ""),
      exercises: kept.map(({ row, sets }) => {
        const best = sets.reduce((a, b) => (worth(b) > worth(a) ? b : a));
        const name = rythm.exercise(row.exercise_id)?.name ?? "Exercise";
        return { id: row.id, name, detail: count_of(sets.length, "set"), best: figures(best, columns(row.exercise_id)) || "–", best_id: best.id };
      }),
    };
    const bests = new Set(shown.exercises.map(({ best_id }) => best_id));
    for (const bar of shown.pulse) if (bests.has(bar.id)) bar.kind = "on";
    rythm.remember("rythm.summary", { uid: rythm.uid, ...shown });
    summary.set(shown);
    rythm.setPrevious(Object.fromEntries(kept.map(({ row, sets }) => [row.exercise_id, sets]))).catch(() => {});
    setRest(null);
    rythm.forget();
    write([...changes, ["workout", row.id, { finished_at: at }]]);
    rythm.go("/summary");
  };

  Object.assign(rythm, {
    workout, elapsed, rest, summary, finishing, menu, flush, tick,
    startEmpty: () => begin("Workout"),
    /** @param {string} template_id */
    async start(template_id) {
      if (!rythm.template(template_id)) await rythm.bootstrap().catch(() => {});      // made a moment ago, perhaps
      const template = rythm.template(template_id);
      if (!template) return void rythm.say("This template is not on this phone yet. Try again with a connection.", "error");
      return begin(template.name, template);
    },
    resume: () => rythm.go("/log"),
    /** @param {string} id @param {string} field @param {string} typed */
    set(id, field, typed) {
      const { parse, keep, error } = FIELDS[field], text = typed.trim().replace(",", "."), value = text === "" ? null : parse(text);
      drafts.set(id + field, { text: typed, value: value === null ? null : keep(value), error: value === undefined ? error : "", dirty: true });
      rythm.paint();
      clearTimeout(typing);
      typing = setTimeout(flush, 500);
    },
    /** The field is left: a good value takes its usual form. @param {string} id @param {string} field */
    settle(id, field) {
      flush();
      if (!drafts.get(id + field)?.error && drafts.delete(id + field)) rythm.paint();
    },
    /** @param {string} id */
    toggle(id) {
      flush();
      const { set, member, i } = parts(id);
      if (!set || !member) return;
      if (set.done_at) { setRest(null); return void write([["set", id, { done_at: null }]]); }
      const fields = columns(member.exercise_id), wrong = [...fields, "rpe"].map((field) => drafts.get(id + field)?.error).find(Boolean);
      if (wrong) return void rythm.say(wrong, "error");
      const hints = /** @type {any} */ (hintsOf(member, i, prescribed(rythm.rows().get(member.workout_id), member.exercise_id)));
      const filled = fields.filter((field) => empty(set[field]) && !empty(hints[field])).map((field) => [field, FIELDS[field].keep(hints[field])]);
      write([["set", id, { done_at: now(), ...Object.fromEntries(filled) }]]);
      startRest(member);
    },
    /** @param {string} id of the exercise in this workout */
    addSet(id) {
      rythm.closeDialog("menu");
      flush();
      const member = rythm.rows().get(id), sets = alive("set", (row) => row.workout_exercise_id === id);
      const line = prescribed(rythm.rows().get(member.workout_id), member.exercise_id);
      write([newSet(member, sets.length, (sets.at(-1)?.position ?? -1) + 1, line, sets.at(-1))]);
    },
    /** @param {string} id */
    removeSet(id) {
      const { member, i } = parts(id);
      rythm.closeDialog("menu");
      write([["set", id, { deleted_at: now() }]], { message: `Set ${i + 1} removed.` });
      document.getElementById("add-" + member.id)?.focus();
    },
    /** @param {string} id @param {string} kind */
    mark(id, kind) { rythm.closeDialog("menu"); write([["set", id, { kind }]]); },
    /** @param {string} exercise_id from the library */
    addExercise(exercise_id) {
      const row = openRow(), members = row ? family(row.id) : [];
      if (row) write(planned(row.id, exercise_id, (members.at(-1)?.row.position ?? -1) + 1));
      rythm.closeDialog("picker");
      rythm.search("");
    },
    /** @param {string} id */
    removeExercise(id) {
      rythm.closeDialog("menu");
      const deleted_at = now(), sets = alive("set", (row) => row.workout_exercise_id === id);
      const name = rythm.exercise(rythm.rows().get(id).exercise_id)?.name ?? "Exercise";
      write([["workout_exercise", id, { deleted_at }], ...sets.map((set) => /** @type {Change} */ (["set", set.id, { deleted_at }]))], { message: `${name} removed.` });
    },
    /** @param {string} title */
    rename: (title) => title.trim() && write([["workout", openRow().id, { title: title.trim().slice(0, 100) }]]),
    /** @param {string} [unticked] "leave" when the member said to leave unticked sets out */
    finish(unticked) {
      flush();
      const { done = 0, total = 0 } = workout.get() ?? {};
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
    /** Open the menu of a set or an exercise. @param {string} kind @param {string} id @param {string} title @param {string} [detail] */
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
  addEventListener("storage", ({ key }) => { if (key === "rythm.rest") tick(); });
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => (document.hidden ? flush() : tick()));
})();
