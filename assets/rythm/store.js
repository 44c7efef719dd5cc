// @ts-check
// The one write path. A row on the screen is the row as the server last told it (base) with the queue of operations
// replayed on top, so a refused operation is taken back by dropping it, and a pulled row can't overwrite what waits.
(() => {
  const { signal, uuid7, uid, screen } = rythm;
  // One database for each member in each gym, so that a change of either never mixes queues.
  const name = ["rythm", uid, rythm.tenant].filter(Boolean).join("-");
  const bus = new BroadcastChannel(name);
  /** In meta: what the server has accepted, kept for a while in case it is restored from a backup. */
  const LATE_MS = 4000, SENT = IDBKeyRange.bound("sent ", "sent~");

  // ---- IndexedDB
  let opening = /** @type {Promise<IDBDatabase> | null} */ (null), gone = false;
  /** @param {IDBRequest} request @returns {Promise<any>} */
  const done = (request) => new Promise((yes, no) =>
    Object.assign(request, { onsuccess: () => yes(request.result), onerror: () => no(request.error) }));
  const open = () => (opening ??= new Promise((yes, no) => {
    if (gone || !uid) return no(new Error("Nobody is signed in on this page."));
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const base = request.result;
      base.createObjectStore("rows", { keyPath: "id" });
      base.createObjectStore("ops", { keyPath: "op_id" }).createIndex("seq", "seq", { unique: true });
      base.createObjectStore("library");
      base.createObjectStore("meta").put({ device_id: uuid7(), seq: 0, at: 0 }, "device");
    };
    done(request).then((base) => {
      base.onclose = () => { opening = null; };
      base.onversionchange = ({ newVersion }) => { gone ||= !newVersion; opening = null; base.close(); };
      yes(base);
    }, no);
  }));
  const close = () => opening?.then((base) => base.close(), () => {}).finally(() => { opening = null; });

  /** @param {string[]} stores @param {IDBTransactionMode} mode @param {(...s: IDBObjectStore[]) => any} body */
  const attempt = async (stores, mode, body) => {
    const t = (await open()).transaction(stores, mode, { durability: mode === "readwrite" ? "strict" : "default" });
    const complete = new Promise((oncomplete, no) =>
      Object.assign(t, { oncomplete, onabort: () => no(t.error ?? new Error("The transaction was aborted.")) }));
    complete.catch(() => {});
    try {
      const out = await body(...stores.map((store) => t.objectStore(store)));
      t.commit?.();                                       // at once: a page that is killed now loses nothing
      await complete;
      return out;
    } catch (error) {
      try { t.abort(); } catch { /* it has ended already */ }
      throw error;
    }
  };
  /** Browsers close connections behind a page's back (Safari does, in the background): reopen, try once more. */
  const tx = (stores, mode, body) => attempt(stores, mode, body).catch(async (error) => {
    if (gone || error?.name === "QuotaExceededError") throw error;
    await close();
    return attempt(stores, mode, body);
  });

  // ---- what is painted
  let rows = /** @type {Map<string, Row>} */ (new Map());
  /** Painted, but the transaction that keeps them has not completed. @type {any[]} */
  const unsaved = [];
  let queued = 0, link = "ok", broken = false, asked = false, waitingSince = 0, loads = 0;
  const painters = /** @type {(() => void)[]} */ ([]);
  const paint = () => painters.forEach((painter) => painter());
  /** @param {Map<string, Row>} onto @param {{entity: Entity, entity_id: string, fields: object}} op */
  const replay = (onto, op) =>
    onto.set(op.entity_id, { ...onto.get(op.entity_id), ...op.fields, id: op.entity_id, entity: op.entity });

  const net = signal(screen.net_view("ok", false, 0, false));
  let lateTimer;
  const report = () => {
    const waiting = queued + unsaved.length;
    waitingSince = waiting ? waitingSince || Date.now() : 0;
    const late = waiting > 0 && Date.now() - waitingSince >= LATE_MS;
    clearTimeout(lateTimer);
    if (waiting && !late) lateTimer = setTimeout(report, LATE_MS + 100 - (Date.now() - waitingSince));
    net.set(screen.net_view(link, broken, waiting, late));
  };

  /** Read everything again: after a pull, after another tab's change, at start. */
  const load = async () => {
    const turn = ++loads;
    const [base, ops] = await tx(["rows", "ops"], "readonly", (r, o) =>
      Promise.all([done(r.getAll()), done(o.index("seq").getAll())]));
    if (turn !== loads) return;
    rows = new Map(base.map((row) => [row.id, row]));
    queued = ops.length;
    for (const op of [...ops, ...unsaved]) replay(rows, op);
    paint();
    report();
  };

  // ---- the write path
  let again, saving = Promise.resolve(true);
  const persist = () => (saving = saving.then(async () => {
    clearTimeout(again);
    const batch = unsaved.slice();
    if (!batch.length) return true;
    try {
      await tx(["ops", "meta"], "readwrite", async (ops, meta) => {
        const device = await done(meta.get("device"));
        for (const op of batch) {
          if (await done(ops.get(op.op_id))) continue;    // an attempt that failed may have been kept all the same
          device.at = Math.max(op.at, device.at + 1);     // order of intent survives a clock that steps back
          ops.put({ ...op, at: device.at, seq: ++device.seq });
        }
        meta.put(device, "device");
      });
    } catch (error) {
      console.warn("Rythm could not save on this device.", error);
      const full = error?.name === "QuotaExceededError";
      if (full) await tx(["meta"], "readwrite", (meta) => done(meta.delete(SENT))).catch(() => {});   // makes room
      const words = full ? screen.FULL : screen.FAILED;
      if (!broken && !gone) rythm.say(words, "error", "Save as a file", rythm.exportWaiting);
      broken = true;
      if (!gone) again = setTimeout(persist, 5000);
      return report(), false;
    }
    unsaved.splice(0, batch.length);
    queued += batch.length;
    if (broken) rythm.say("Everything is saved on this device again.");
    broken = false;
    asked ||= !!navigator.storage?.persist?.().catch(() => {});        // what waits is not the browser's to clear
    report();
    bus.postMessage({ changed: true });
    rythm.drainSoon?.();
    return true;
  }));

  /** @type {{message: string, changes: Change[], then?: () => void}[]} */
  const undos = [];
  /**
   * Paint the changes now, in this task, and keep them as operations in one transaction; true once they are durable.
   * @param {Change[]} changes @param {{message: string, then?: () => void}} [undo] what to say, and do when taken back
   */
  const write = (changes, undo) => {
    const at = Date.now();
    if (undo) {
      /** @param {Change} change @returns {Change} */
      const back = ([entity, id, fields]) => {
        const row = rows.get(id);
        if (!row) return [entity, id, { deleted_at: new Date(rythm.now()).toISOString() }];
        return [entity, id, Object.fromEntries(Object.keys(fields).map((field) => [field, row[field] ?? null]))];
      };
      undos.push({ ...undo, changes: changes.map(back) });
      rythm.say(undo.message, "info", "Undo", rythm.undo);
    }
    const made = changes.map(([entity, entity_id, fields]) => ({ op_id: uuid7(), entity, entity_id, fields, at }));
    unsaved.push(...made);
    made.forEach((op) => replay(rows, op));
    paint();
    report();
    return persist();
  };

  // ---- telling the member
  const toast = signal(null);
  let toastTimer, onToast = () => {};
  Object.assign(rythm, {
    name, net, toast, tx, done, load, write, paint, SENT, clock: screen.clock_of,
    rows: () => rows,
    paints: (/** @type {() => void} */ painter) => painters.push(painter),
    reached: (/** @type {string} */ state) => { link = state; report(); },
    settled: () => saving,
    /** Whether a workout is open, of which no reload may take the member's hand off. */
    training: () => [...rows.values()].some((r) => r.entity === "workout" && !r.finished_at && !r.deleted_at),
    /** What the server has not got, as a file that `POST /api/v1/sync` takes. */
    async exportWaiting() {
      const kept = await tx(["ops"], "readonly", (o) => done(o.index("seq").getAll())).catch(() => []);
      const body = { user_id: uid, device_id: uid, sent_at: Date.now(), operations: [...kept, ...unsaved] };
      const href = URL.createObjectURL(new Blob([JSON.stringify(body, null, 1)], { type: "application/json" }));
      const download = `rythm-waiting-${new Date().toISOString().slice(0, 10)}.json`;
      Object.assign(document.createElement("a"), { href, download }).click();
    },
    undo() {
      const last = undos.pop();
      rythm.dismiss();
      const kept = last ? write(last.changes) : Promise.resolve(false);
      last?.then?.();
      return kept;
    },
    /** What was done can't be taken back from here on. */
    forget() { undos.length = 0; rythm.dismiss(); },
    /** Errors stay until they are dismissed. */
    say(message, kind = "info", action = "", act = () => {}) {
      clearTimeout(toastTimer);
      onToast = act;
      toast.set({ message, kind, action });
      const held = () => document.querySelector(".toast:is(:hover, :focus-within)");
      const leave = () => { held() ? (toastTimer = setTimeout(leave, 2000)) : rythm.dismiss(); };
      if (kind === "info") toastTimer = setTimeout(leave, 8000);
    },
    dismiss() { clearTimeout(toastTimer); toast.set(null); },
    actOnToast() { const act = onToast; rythm.dismiss(); act(); },
    tell: (/** @type {object} */ message) => bus.postMessage(message),          // the other tabs of this person
    /** Delete all that this phone holds of the member. */
    async wipe() {
      gone = true;
      clearTimeout(again);
      bus.postMessage({ gone: true });
      await close();
      const all = (await indexedDB.databases?.().catch(() => [])) ?? [], kept = all.map((base) => base.name ?? "");
      for (const base of new Set([name, ...kept.filter((other) => other.startsWith("rythm-" + uid))]))
        await done(indexedDB.deleteDatabase(base)).catch(() => {});
      for (const key of Object.keys(localStorage)) if (key.startsWith("rythm.")) localStorage.removeItem(key);
      sessionStorage.clear();
      const worker = await navigator.serviceWorker?.getRegistration();
      for (const shown of (await worker?.getNotifications?.()) ?? []) shown.close();
      document.cookie = "rythm_uid=; Max-Age=0; Path=/";
    },
  });
  bus.onmessage = ({ data }) => {
    if (data.gone) { gone = true; close(); location.replace("/"); }
    if (data.library) rythm.loadLibrary();
    if (data.refused) rythm.say(data.refused, "error");
    if (data.changed) load().catch(() => {});
  };
})();
