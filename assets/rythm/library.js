// @ts-check
// What the phone knows besides rows: exercises, templates, last times, bests, and how the member logs.
(() => {
  const { signal, tx, done, screen } = rythm;
  const [session, templates, library, weight, next_up] = [0, 0, 0, 0, 0].map(() => signal(null));
  const NONE = { exercises: [], templates: [], sessions: {}, bests: {}, uses: {},
    preferences: {}, equipment: {}, body_weight_kg: null };
  const WAYS = { unit: "kg", effort: "rpe", sound: true, vibration: true, keep_awake: true, suggestions: true };
  const byId = (/** @type {any[]} */ list) => Object.fromEntries((list ?? []).map((one) => [one.id, one]));
  /** All that the rules read, as one object. @type {any} */ const phone = {
    exercises: {}, templates: {}, sessions: {}, bests: {}, uses: {}, preferences: WAYS, equipment: {}, rows: [],
    by_id: {}, drafts: {}, now: 0, ms: Date.parse,
  };
  const hour = (iso, at = new Date(iso)) => screen.hour_words(at.getHours(), at.getMinutes());
  /** @param {string} iso */ const day = (iso, at = new Date(iso)) => {
    const ago = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(iso).setHours(0, 0, 0, 0)) / 864e5);
    return screen.day_words(ago, at.getDay(), at.getDate(), at.getMonth());
  };
  /** A suggestion follows from last times, which stay as they are during a workout. @type {Map<string, any>} */
  const told = new Map();
  const suggest = (from, row) => {
    const key = `${row.id} ${from.by_id[row.workout_id]?.readiness ?? ""}`;
    if (!told.has(key)) told.set(key, screen.suggestion_for(from, row));
    return told.get(key);
  };
  Object.assign(phone, { day, hour, suggest });

  /** @type {any[]} */ let all = [], cards = [];
  let asked = { query: "", muscle: "", equipment: "", level: "" }, wanted = "";
  const search = (query = asked.query, filters = {}) => {
    asked = { ...asked, ...filters, query };
    if (query && !all[0]?.terms) all = screen.searchable(all);
    library.set(screen.found_exercises(phone, all, query, asked));
  };
  const searchTemplates = (query = wanted) => { wanted = query; templates.set(screen.found_templates(cards, query)); };
  rythm.paints(() => {
    const rows = rythm.rows();
    phone.by_id = Object.fromEntries(rows);
    phone.rows = [...rows.values()].filter((row) => !row.deleted_at);
    phone.now = Date.now();
    weight.set(screen.weight_view(phone));
    next_up.set(screen.next_up(phone, cards));
    phone.body_weight_kg = weight.get().kg || null;
  });

  Object.assign(rythm, {
    session, library, templates, weight, next_up, phone, search, searchTemplates,
    /** @param {string} name @param {string} value a second press takes the filter away */
    filter: (name, value) => search(undefined, { [name]: asked[name] === value ? "" : value }),
    pick() { search(); rythm.openDialog("picker"); },
    template: (id) => phone.templates[id], wanted: () => wanted,
    /** What was just done is last time's from now on. @param {any} fresh last times, bests and uses */ learn(fresh) {
      Object.assign(phone, fresh);
      told.clear();
      return tx(["library"], "readwrite", (l) => { for (const key of Object.keys(fresh)) l.put(fresh[key], key); });
    },
    /** Read what the phone keeps, or of it what is new. */ async loadLibrary(fresh = Object.keys(NONE)) {
      const keys = fresh.filter((key) => key in NONE), reads = (l) => keys.map((key) => done(l.get(key)));
      const [server, ...values] = await tx(["library", "meta"], "readonly", (l, m) =>
        Promise.all([done(m.get("server")), ...reads(l)]));
      if (!server) return;
      told.clear();
      keys.forEach((key, n) => { phone[key] = values[n] ?? NONE[key]; });
      if (keys.includes("exercises")) phone.exercises = byId(all = phone.exercises);
      if (keys.includes("templates")) phone.templates = byId(phone.templates);
      phone.preferences = { ...WAYS, ...phone.preferences };
      session.set({ user: server.user, tenant: server.tenant });
      cards = screen.template_cards(phone, Object.values(phone.templates));
      searchTemplates();
      if (library.get()) search();
      rythm.paint();
    },
  });
})();
