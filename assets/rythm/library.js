// @ts-check
// The phone's copy of exercises, templates and last time's sets, and the search over it.
(() => {
  const { signal, tx, done, count_of } = rythm;
  const session = signal(null), library = signal({ query: "", results: [], total: 0 });
  const templates = signal(null);
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
    const n = line.sets.length, set = line.sets.find((set) => set.kind !== "warmup") ?? line.sets[0] ?? {};
    const load = { rpe: ` at RPE ${+set.load}`, kg: ` at ${+set.load} kg` }[set.load_by] ?? "";
    return (reps(set) ? `${n} × ${reps(set)}` : count_of(n, "set")) + load;
  };
  /** "lower_back, barbell" as people write it. @param {string} text */
  const spoken = (text) => text.slice(0, 1).toUpperCase() + text.slice(1).replaceAll("_", " ");
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
      ({ id, name, detail: spoken([muscle, equipment].filter(Boolean).join(", ")) }));
    library.set({ query, results, total: found.length });
  };

  const searchTemplates = (query = wanted) => {
    wanted = query;
    const terms = fold(query).split(/\s+/).filter(Boolean);
    const words = (card) => fold([card.name, card.description, ...card.lines.map((line) => line.name)].join(" "));
    templates.set(terms.length ? cards.filter((card) => terms.every((term) => words(card).includes(term))) : cards);
  };

  Object.assign(rythm, {
    session, library, templates, search, searchTemplates, prescription,
    exercise: (id) => exercises.get(id),
    template: (id) => kept.find((template) => template.id === id),
    previous: (id) => previous[id] ?? [],
    /** What was just done is last time's from now on. @param {Record<string, Row[]>} sets by exercise */
    setPrevious(sets) {
      previous = { ...previous, ...sets };
      return tx(["library"], "readwrite", (l) => done(l.put(previous, "previous")));
    },
    async loadLibrary() {
      const keys = ["exercises", "templates", "previous"];
      const [server, all, made, last] = await tx(["library", "meta"], "readonly", (l, m) =>
        Promise.all([done(m.get("server")), ...keys.map((key) => done(l.get(key)))]));
      if (!server) return;
      exercises = new Map(all.map((exercise) => [exercise.id, exercise]));
      index = all.map((exercise) => {
        const start = fold(exercise.name);
        const words = ` ${start} ${fold(`${exercise.muscle ?? ""} ${exercise.equipment ?? ""}`)}`.replace(/[-_]/g, " ");
        return { start, exercise, words };
      }).sort((a, b) => +!!b.exercise.is_common - +!!a.exercise.is_common || (a.start < b.start ? -1 : 1));
      [kept, previous] = [made, last];
      session.set({ user: server.user, tenant: server.tenant });
      cards = kept.map((template) => ({
        id: template.id, name: template.name, description: template.description ?? "", scope: template.scope,
        minutes: template.estimated_minutes ?? 0, exercises: template.exercises.length,
        sets: template.exercises.reduce((n, line) => n + line.sets.length, 0),
        lines: template.exercises.map((line) =>
          ({ name: exercises.get(line.exercise_id)?.name ?? "Exercise", detail: prescription(line) })),
      }));
      searchTemplates();
      search();
      rythm.paint();
    },
  });
})();
