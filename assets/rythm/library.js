// @ts-check
// The phone's copy of exercises, templates and last time's sets, and the search over it.
(() => {
  /** @type {any} */
  const rythm = /** @type {any} */ (globalThis).rythm;
  const { signal, tx, done, count_of } = rythm;
  const session = signal(/** @type {any} */ (null)), library = signal({ query: "", results: [], total: 0 });
  const templates = signal(/** @type {any} */ (null));
  /** @type {Map<string, any>} */
  let exercises = new Map();
  /** @type {{words: string, start: string, exercise: any}[]} */
  let index = [];
  /** @type {any[]} */
  let kept = [];
  /** @type {any[]} */
  let cards = [];
  let wanted = "";
  /** @type {Record<string, any[]>} */
  let previous = {};

  /** "6-8" as people write it. @param {any} of */
  const reps = ({ reps_min, reps_max }) =>
    reps_min && reps_max && reps_min !== reps_max ? `${reps_min}–${reps_max}` : String(reps_max ?? reps_min ?? "");
  /** "4 × 6 at RPE 8". @param {any} line */
  const prescription = (line) => {
    const load = line.rpe ? ` at RPE ${+line.rpe}` : line.weight_kg ? ` at ${+line.weight_kg} kg` : "";
    return (reps(line) ? `${line.sets} × ${reps(line)}` : count_of(line.sets, "set")) + load;
  };
  /** Lower case without accents. @param {string} text */
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  const search = (query = library.get().query) => {
    const terms = fold(query).split(/\s+/).filter(Boolean), found = [];
    for (const { words, start, exercise } of index) {
      let rank = previous[exercise.id] ? -1 : 0;           // what this member does comes first
      for (const term of terms) {
        const at = words.indexOf(" " + term);
        if (at < 0 && !words.includes(term)) { rank = NaN; break; }
        rank += start.startsWith(term) ? 0 : at >= 0 && at < start.length ? 2 : at >= 0 ? 4 : 6;
      }
      if (!Number.isNaN(rank)) found.push({ rank, exercise });
    }
    found.sort((a, b) => a.rank - b.rank);
    const results = found.slice(0, 40).map(({ exercise: { id, name, muscle, equipment } }) =>
      ({ id, name, detail: [muscle, equipment].filter(Boolean).join(", ") }));
    library.set({ query, results, total: found.length });
  };

  const searchTemplates = (query = wanted) => {
    wanted = query;
    const terms = fold(query).split(/\s+/).filter(Boolean);
    const words = (/** @type {any} */ card) => fold([card.name, card.description, ...card.lines.map((/** @type {any} */ line) => line.name)].join(" "));
    templates.set(terms.length ? cards.filter((card) => terms.every((term) => words(card).includes(term))) : cards);
  };

  Object.assign(rythm, {
    session, library, templates, search, searchTemplates, prescription,
    exercise: (/** @type {string} */ id) => exercises.get(id),
    template: (/** @type {string} */ id) => kept.find((template) => template.id === id),
    previous: (/** @type {string} */ id) => previous[id] ?? [],
    /** What was just done is last time's from now on, before the server says so. @param {Record<string, any[]>} done_now */
    setPrevious(done_now) {
      previous = { ...previous, ...done_now };
      return tx(["library"], "readwrite", (/** @type {IDBObjectStore} */ l) => done(l.put(previous, "previous")));
    },
    async loadLibrary() {
      const [all, made, last, server] = await tx(["library", "meta"], "readonly", (/** @type {any} */ l, /** @type {any} */ m) =>
        Promise.all([done(l.get("exercises")), done(l.get("templates")), done(l.get("previous")), done(m.get("server"))]));
      if (!server) return;
      exercises = new Map(all.map((/** @type {any} */ exercise) => [exercise.id, exercise]));
      index = all.map((/** @type {any} */ exercise) => {
        const start = fold(exercise.name);
        return { start, exercise, words: ` ${start} ${fold(`${exercise.muscle ?? ""} ${exercise.equipment ?? ""}`)}`.replaceAll("-", " ") };
      }).sort((/** @type {any} */ a, /** @type {any} */ b) => (a.start < b.start ? -1 : 1));
      [kept, previous] = [made, last];
      session.set({ user: server.user, tenant: server.tenant });
      cards = kept.map((template) => ({
        id: template.id, name: template.name, description: template.description ?? "", scope: template.scope,
        minutes: template.estimated_minutes ?? 0, exercises: template.exercises.length,
        sets: template.exercises.reduce((/** @type {number} */ n, /** @type {any} */ line) => n + line.sets, 0),
        lines: template.exercises.map((/** @type {any} */ line) =>
          ({ name: exercises.get(line.exercise_id)?.name ?? "Exercise", detail: prescription(line) })),
      }));
      searchTemplates();
      search();
      rythm.paint();
    },
  });
})();
