// @ts-check
// The queue's way to the server: batches in order, settled one operation at a time on the server's own answer.
(() => {
  const { tx, done, uid, screen } = rythm;
  const BATCH = 100, POLL_MS = 30_000, RETRY_MS = 12_000, STALE_MS = 300_000, KEEP_MS = 14 * 86_400_000;
  const TABLES = { workouts: "workout", workout_exercises: "workout_exercise", sets: "set", metrics: "metric" };
  /** Rows of an answer, whatever tables it has. @param {any} answer @returns {Row[]} */
  const rowsIn = (answer) => Object.entries(TABLES)
    .flatMap(([table, entity]) => (answer?.[table] ?? []).map((row) => ({ ...row, entity })));

  /** Why the server could not be asked: offline, server, signedout, barred or malformed. @param {string} state */
  const because = (state, message = state, retryAfter = 0) => Object.assign(new Error(message), { state, retryAfter });
  /** @param {string} path @param {object} [body] */
  const ask = async (path, body) => {
    const { status, answer, wait } = await rythm.ask(path, body)
      .catch(() => { throw because(navigator.onLine ? "server" : "offline"); });
    const state = screen.failure_of(status) || (answer ? "" : "server");
    if (state) throw because(state, answer?.error?.message, wait);
    const off = answer.server_time - Date.now();
    if (off) rythm.remember("rythm.off", Math.abs(off) > 60_000 ? off : null);
    return answer;
  };

  /** The finished workout that is being looked at, older than what every copy brings along. */
  let recalled = "";
  const workoutOf = (/** @type {string} */ id) => ask(`sync/workouts/${id}`);

  /** Fetch the whole copy anew. The queue stays, and is replayed over what comes; true when it has grown. */
  const bootstrap = async () => {
    const [waits, known, library = "", history = ""] = await tx(["ops", "meta", "library"], "readonly", (o, m, l) =>
      Promise.all([done(o.count()), done(m.get("server")), done(l.get("library")), done(l.get("history"))]));
    const has = { library, history, cursor: known?.cursor ?? 0, epoch: known?.epoch ?? "" }, asked = wanted;
    const answer = await ask("sync/bootstrap?" + new URLSearchParams(/** @type {any} */ (has)));
    const { user, tenant, epoch, cursor, ...rest } = answer, mine = rythm.tenant || (waits && known?.tenant?.id);
    if (user.id !== uid || (mine && tenant?.id !== mine)) throw because("signedout");
    const fresh = Object.keys(rest).filter((key) => !(key in TABLES) && (rest[key] || key === "body_weight_kg"));
    const older = recalled ? await workoutOf(recalled).catch(() => null) : null;
    const again = await tx(["rows", "library", "meta", "ops"], "readwrite", async (rows, library, meta, ops) => {
      const restored = known && known.epoch !== epoch;      // from a backup, which may lack what was accepted since
      if (restored) {
        for (const op of (await done(meta.getAll(rythm.SENT))).flat()) ops.put(op);
        meta.delete(rythm.SENT);
      } else meta.delete(IDBKeyRange.bound("sent ", `sent ${Date.now() - KEEP_MS}`));
      rows.clear();
      for (const row of [...rowsIn(older), ...rowsIn(answer)]) rows.put(row);
      for (const key of fresh) library.put(rest[key], key);
      meta.put({ user, tenant, epoch, cursor, at: Date.now() }, "server");
      return restored;
    });
    had = asked;
    rythm.remember("rythm.copied", answer.server_time ?? null);
    rythm.remember("rythm.brand", tenant && { brand: tenant.brand, on_brand: tenant.on_brand });
    rythm.dress();
    await Promise.all([rythm.load(), rythm.loadLibrary(fresh)]);
    rythm.tell({ changed: true, library: true });
    return again;
  };

  /** Fold what the server settled into the base rows. @param {Operation[]} sent @param {any} answer */
  const settle = async (sent, answer) => {
    const mine = new Map(sent.map((op) => [op.op_id, op])), reasons = /** @type {string[]} */ ([]);
    let settled = 0;
    await tx(["ops", "rows", "meta"], "readwrite", async (ops, rows, meta) => {
      settled = reasons.length = 0;
      const taken = [];
      for (const { op_id, status, reason } of answer.results) {
        const op = mine.get(op_id);
        if (!op || !["applied", "duplicate", "rejected"].includes(status)) continue;
        settled++;
        ops.delete(op_id);
        if (status === "rejected") { reasons.push(reason ?? "no reason given"); continue; }
        taken.push(op);
        rows.put({ ...(await done(rows.get(op.entity_id))), ...op.fields, id: op.entity_id, entity: op.entity });
      }
      if (taken.length) meta.put(taken, `sent ${Date.now()} ${taken[0].op_id}`);
      for (const row of rowsIn(answer.changes)) rows.put(row);
      const { cursor } = answer, server = await done(meta.get("server"));
      if (cursor !== undefined) meta.put({ ...server, cursor }, "server");
    });
    const refused = reasons.length && `${screen.counted_of(reasons.length, "change")} not accepted: ${reasons[0]}`;
    if (settled || rowsIn(answer.changes).length) {
      await rythm.load();
      rythm.tell({ changed: true, refused });
    }
    if (refused) rythm.say(refused, "error");
    return settled;
  };

  const round = async () => {
    for (let limit = BATCH; ; ) {
      const [ops, device, server] = await tx(["ops", "meta"], "readonly", (o, m) =>
        Promise.all([done(o.index("seq").getAll(null, limit)), done(m.get("device")), done(m.get("server"))]));
      if (!server) { await bootstrap(); continue; }
      let answer, settled;
      try {
        const { cursor, epoch } = server, { device_id } = device;
        answer = await ask("sync", { user_id: uid, device_id, cursor, epoch, sent_at: Date.now(), operations: ops });
      } catch (failure) {
        // The server refused the batch unread. Narrow it down to the one operation at fault, and take that back.
        if (/** @type {any} */ (failure).state !== "malformed") throw failure;
        if (!ops.length) throw because("server");
        if (ops.length > 1) { limit = Math.ceil(ops.length / 2); continue; }
        const results = [{ op_id: ops[0].op_id, status: "rejected", reason: failure.message }];
        answer = { results, epoch: server.epoch };
      }
      settled = await settle(ops, answer);
      const old = had !== wanted || answer.epoch !== server.epoch || Date.now() - server.at > STALE_MS;
      if (old && (await bootstrap())) continue;
      rythm.reached("ok");
      if (ops.length && !settled) throw because("server");
      if (!answer.more && ops.length < limit && !rythm.net.get().waiting) return;
      if (!answer.more && !ops.length) return;             // what waits is not durable yet; its own save will call
      limit = Math.min(BATCH, limit * 2);
    }
  };

  let fails = 0, wanted = 0, had = 0, queued = /** @type {any} */ (null);
  let timer, soon, last = Promise.resolve(true);
  const turn = async () => {
    queued = null;
    clearTimeout(timer);
    let pause = POLL_MS;
    try {
      await round();
      fails = 0;
    } catch (failure) {
      const { state = "", retryAfter = 0 } = /** @type {any} */ (failure);
      if (!state) console.warn("Rythm could not sync.", failure);
      rythm.reached(state || "server");
      if (["signedout", "barred"].includes(state)) return false;      // the queue stays; signing in loads the page anew
      pause = retryAfter * 1000 || Math.min(RETRY_MS, 1000 * 2 ** fails++) * (0.5 + Math.random() / 2);
    }
    timer = setTimeout(() => { if (!document.hidden || rythm.net.get().waiting) drain(); }, pause);
    return !fails;
  };
  /** Send what waits and fetch what is new; one tab at a time. @returns {Promise<boolean>} */
  const drain = () => {
    if (!rythm.trains || location.pathname === "/") return Promise.resolve(false);   // there nobody is signed in
    // Without https a browser has no locks: two tabs may then send the same operation, and the server counts it once.
    return (queued ??= navigator.locks ? navigator.locks.request(rythm.name, turn) : (last = last.then(turn)));
  };

  Object.assign(rythm, {
    drain,
    /** Fetch the copy anew, in turn with everything else. @returns {Promise<boolean>} */
    bootstrap() { wanted++; return drain(); },
    /** Bring a finished workout onto the phone, to be looked at or changed. @param {string} id */
    async recall(id) {
      const rows = rowsIn(await workoutOf((recalled = id)));
      await tx(["rows"], "readwrite", (store) => { for (const row of rows) store.put(row); });
      await rythm.load();
    },
    /** A moment after a tap, so that one request carries a burst; while the network is away its timer decides. */
    drainSoon() { clearTimeout(soon); if (!fails) soon = setTimeout(drain, 150); },
  });
  const wake = () => { if (!document.hidden) drain(); };
  for (const kind of ["online", "pageshow"]) addEventListener(kind, wake);
  document.addEventListener("visibilitychange", wake);
  addEventListener("offline", () => rythm.reached("offline"));
})();
