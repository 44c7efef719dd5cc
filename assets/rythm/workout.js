// @ts-check
// The open workout as the logger shows it: read from the rows, never kept beside them.
(() => {
  const { signal, clock, count_of } = rythm;
  const workout = signal(null), elapsed = signal("0:00"), rest = signal(null);

  // ---- fields of a set: what may be typed, how it is kept, how it is shown
  /** @param {number} low @param {number} high @param {RegExp} shape @param {number} step */
  const number = (low, high, shape, step) => (text) => {
    const value = shape.test(text) ? Number(text) : NaN, steps = Math.round((value / step) * 1e6) / 1e6;
    return value >= low && value <= high && Number.isInteger(steps) ? value : undefined;
  };
  const seconds = (text) => {
    const [, minutes, rest] = text.match(/^(\d{1,3})[.:](\d\d)$/) ?? [];
    const value = minutes ? minutes * 60 + Number(rest) : /^\d{1,5}$/.test(text) ? Number(text) : NaN;
    return value <= 86_400 && !(rest > 59) ? value : undefined;
  };
  const plain = (value) => String(Number(value));
  const FIELDS = {
    weight_kg: {
      head: "kg", label: "Weight in kg", parse: number(0, 2000, /^\d{0,4}\.?\d{0,2}$/, 0.01), keep: String, show: plain,
      error: "Weight: 0 to 2000 kg, at most two decimals",
    },
    reps: {
      head: "Reps", label: "Reps", parse: number(0, 1000, /^\d+$/, 1), keep: Number, show: plain,
      error: "Reps: a whole number up to 1000",
    },
    rpe: {
      head: "RPE", label: "RPE", parse: number(1, 10, /^\d+\.?\d?$/, 0.5), keep: String, show: plain,
      error: "RPE: 1 to 10 in steps of 0.5",
    },
    duration_seconds: {
      head: "Time", label: "Time in minutes and seconds", parse: seconds, keep: Number, show: clock,
      error: "Time: seconds, or minutes as 1:30",
    },
    distance_m: {
      head: "Metres", label: "Distance in metres", parse: number(0, 1_000_000, /^\d+$/, 1), keep: Number, show: plain,
      error: "Distance: whole metres",
    },
  };
  const COLUMNS = {
    weight_reps: ["weight_kg", "reps"], reps: ["reps"], duration: ["duration_seconds"],
    distance_duration: ["distance_m", "duration_seconds"],
  };
  /** The fields an exercise is measured by, effort apart. @param {string} exercise_id @returns {string[]} */
  const columns = (exercise_id) => COLUMNS[rythm.exercise(exercise_id)?.measured_by] ?? COLUMNS.weight_reps;
  const empty = (value) => value === null || value === undefined || value === "";
  /** "80 × 6", "1:30" or "". @param {any} set @param {string[]} fields */
  const figures = (set, fields) =>
    fields.filter((field) => !empty(set?.[field])).map((field) => FIELDS[field].show(set[field])).join(" × ");
  /** Weight times reps; warm-ups and help from a band are no volume. @param {any} set */
  const volumeOf = (set) => (set.kind === "warmup" ? 0 : Math.max(0, Number(set.weight_kg ?? 0)) * Number(set.reps ?? 0));

  // ---- reading the rows
  /** @param {Entity} entity @param {(row: Row) => boolean} wanted @returns {Row[]} */
  const alive = (entity, wanted) => [...rythm.rows().values()]
    .filter((row) => row.entity === entity && !row.deleted_at && wanted(row)).sort((a, b) => a.position - b.position);
  /** The open workout; of several, from two phones, the one started last. */
  const openRow = () => alive("workout", (row) => !row.finished_at && !!row.started_at)
    .sort((a, b) => (a.started_at < b.started_at ? 1 : -1))[0];
  /** @param {string} id of an exercise in a workout */
  const setsOf = (id) => alive("set", (set) => set.workout_exercise_id === id);
  /** @param {string} workout_id @returns {Member[]} */
  const family = (workout_id) => alive("workout_exercise", (row) => row.workout_id === workout_id)
    .map((row) => ({ row, sets: setsOf(row.id) }));
  /** @param {string} exercise_id @returns {string} */
  const nameOf = (exercise_id) => rythm.exercise(exercise_id)?.name ?? "Exercise";
  /** The open set after the one ticked last, where the thumb is, else the first. @param {Member[]} members */
  const nextSet = (members) => {
    const sets = members.flatMap((member) => member.sets);
    const last = sets.reduce((at, set, i) => ((set.done_at ?? "") > (sets[at]?.done_at ?? "") ? i : at), -1);
    return [...sets.slice(last + 1), ...sets].find((set) => !set.done_at)?.id;
  };
  /** One bar per set, its height the set's volume. @param {Member[]} members @param {(set: Row) => string} kind */
  const bars = (members, kind) => {
    const most = Math.max(1, ...members.flatMap(({ sets }) => sets.map(volumeOf)));
    const height = (set) => Math.round(35 + 65 * (volumeOf(set) / most)) / 100;
    return members.flatMap(({ row, sets }, i) => [
      ...(i ? [{ id: "gap" + row.id, v: 0, kind: "gap" }] : []),
      ...sets.map((set) => ({ id: set.id, kind: kind(set), v: height(set) })),
    ]);
  };
  /** What the template says about an exercise of the workout. @param {Row} row of the exercise */
  const prescribed = (row) => rythm.template(rythm.rows().get(row.workout_id)?.template_id)
    ?.exercises.find((line) => line.exercise_id === row.exercise_id);
  /**
   * Last time's sets that set `i` compares with (warm-ups with warm-ups, the rest with the rest), and its place there.
   * @param {any} row @param {number} i @param {Row[]} [sets]
   */
  const lastTime = (row, i, sets = setsOf(row.id)) => {
    const alike = (/** @type {any} */ set) => (set.kind === "warmup") === (sets[i]?.kind === "warmup");
    return { past: rythm.previous(row.exercise_id).filter(alike), n: sets.length ? sets.slice(0, i).filter(alike).length : i };
  };
  /** Last time's set in this place, or its last one, else the prescription. @param {any} row @param {number} i */
  const hintsOf = (row, i, line = prescribed(row), { past, n } = lastTime(row, i)) => {
    const last = past[n] ?? past.at(-1), set = line?.sets[i] ?? line?.sets.at(-1);
    const load = (by) => (set?.load_by === by ? set.load : undefined);
    return {
      weight_kg: last?.weight_kg ?? load("kg"), reps: last?.reps ?? set?.reps_min ?? set?.reps_max,
      rpe: load("rpe") ?? last?.rpe, duration_seconds: last?.duration_seconds ?? set?.duration_seconds,
      distance_m: last?.distance_m ?? set?.distance_m,
    };
  };

  // ---- the view
  /** By set and field. @type {Map<string, Draft>} */
  const drafts = new Map();
  /** @param {Row} row @param {Row[]} sets @param {number} i @param {string | undefined} next @param {number} nth */
  const setView = (row, sets, i, next, nth) => {
    const set = sets[i], before = lastTime(row, i, sets), hints = hintsOf(row, i, undefined, before);
    const fields = columns(row.exercise_id), label = `${nameOf(row.exercise_id)}, set ${i + 1}`;
    const cells = [...fields, "rpe"].map((field) => {
      const draft = drafts.get(set.id + field), { show, label: what } = FIELDS[field];
      return {
        id: set.id + field, set_id: set.id, field, label: `${what}, ${label}`, error: draft?.error ?? "",
        value: draft?.text ?? (empty(set[field]) ? "" : show(set[field])),
        hint: set.done_at || empty(hints[field]) ? "" : show(hints[field]),
      };
    });
    return {
      id: set.id, label, kind: set.kind, cells, done: !!set.done_at, active: set.id === next,
      number: { warmup: "W", drop: "D", failure: "F" }[set.kind] ?? String(nth),
      state: set.done_at ? "done" : set.id === next ? "active" : "todo",
      error: cells.find((cell) => cell.error)?.error ?? "",
      previous: figures(before.past[before.n], fields) || "–",
    };
  };
  /** @param {Member} member @param {string | undefined} next */
  const exerciseView = ({ row, sets }, next) => {
    const line = prescribed(row), pause = row.rest_seconds ? `rest ${clock(row.rest_seconds)}` : "no rest timer";
    let nth = 0;
    return {
      id: row.id, exercise_id: row.exercise_id, name: nameOf(row.exercise_id), rest_seconds: row.rest_seconds,
      subtitle: line ? `${rythm.prescription(line)}, ${pause}` : pause[0].toUpperCase() + pause.slice(1),
      columns: [...columns(row.exercise_id), "rpe"].map((field) => FIELDS[field].head),
      sets: sets.map((set, i) => setView(row, sets, i, next, (set.kind ?? "working") === "working" ? ++nth : nth)),
    };
  };
  rythm.paints(() => {
    const row = openRow();
    if (!row) { workout.set(null); return tick(); }
    const members = family(row.id), sets = members.flatMap((member) => member.sets), next = nextSet(members);
    const ticked = sets.filter((set) => set.done_at);
    const volume = Math.round(ticked.reduce((sum, set) => sum + volumeOf(set), 0)).toLocaleString("en");
    workout.set({
      id: row.id, title: row.title, started_at: row.started_at, done: ticked.length, total: sets.length, volume,
      complete: sets.length > 0 && ticked.length === sets.length,
      progress: `${ticked.length} of ${count_of(sets.length, "set")}, ${volume} kg`,
      pulse: bars(members, (set) => (set.done_at ? "on" : set.id === next ? "ink" : "")),
      exercises: members.map((member) => exerciseView(member, next)),
    });
    tick();
  });

  /** What comes after the rest, as it stands now. @param {string} after the exercise just worked on */
  const restNote = (after) => {
    const row = openRow(), next = row && rythm.rows().get(nextSet(family(row.id)));
    if (!next) return "";
    const there = rythm.rows().get(next.workout_exercise_id), load = figures(next, columns(there.exercise_id));
    const where = there.id === after ? `set ${setsOf(there.id).indexOf(next) + 1}` : nameOf(there.exercise_id);
    return `Rest, then ${where}${load && ": " + load}`;
  };

  // ---- clocks: both are computed from a stored moment, so a reload or a sleeping phone can't stop them
  const BARS = 46;
  let ticking;
  const tick = () => {
    clearTimeout(ticking);
    const at = Date.now(), started = Date.parse(workout.get()?.started_at ?? ""), timer = rythm.remembered("rythm.rest");
    elapsed.set(started ? clock((at - started) / 1000) : "0:00");
    const left = timer ? Math.ceil((timer.end - at) / 1000) : 0, shown = timer && started && left >= -10;
    const lit = timer ? Math.ceil((left / timer.total) * BARS) : 0;
    const bars = Array.from({ length: BARS }, (_, i) => i < lit);
    const note = shown ? restNote(timer.after) : "";
    rest.set(note ? { label: left > 0 ? clock(left) : "Go", note, over: left <= 0, bars } : null);
    const into = ((at - (shown ? timer.end : started)) % 1000 + 1000) % 1000;
    if (started && !document.hidden) ticking = setTimeout(tick, 1000 - into);
  };
  addEventListener("storage", ({ key }) => { if (key === "rythm.rest") tick(); });
  document.addEventListener("visibilitychange", tick);

  Object.assign(rythm, {
    workout, elapsed, rest, tick,
    sets: { FIELDS, columns, empty, figures, volumeOf, openRow, setsOf, family, nameOf, nextSet, bars, hintsOf, drafts },
  });
})();
