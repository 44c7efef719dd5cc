// @ts-check
// The app around the pages: its worker and new versions of it, the offer to install it, and news from the gym.
(() => {
  const { signal, uid } = rythm, TAKEN = "rythm.taken";
  const EARLY_MS = 15_000, ONCE_MS = 60_000, AGAIN_MS = 5000, SPREAD_MS = 300;
  const update = signal(null), install = signal("");
  const workers = navigator.serviceWorker;                  // only where the page came over https, or from this machine

  // ---- new versions
  let controlled = !!workers?.controller, /** @type {any} */ taking, /** @type {any} */ registration;
  /** Unless something is not saved: then the words about it stay on the screen. */
  const reload = () => { rythm.flush(); rythm.settled().then((kept) => kept && location.reload()); };
  const take = () => {
    sessionStorage.setItem(TAKEN, String(Date.now()));
    (taking = registration?.waiting) ? taking.postMessage("take over") : reload();
  };
  /** Taken at once on a page that was just opened, where nobody is training or typing; offered otherwise. */
  const offer = () => {
    if (!controlled || taking || !registration?.waiting) return;      // the very first worker replaces nothing
    const calm = performance.now() < EARLY_MS && Date.now() - Number(sessionStorage.getItem(TAKEN)) > ONCE_MS;
    const busy = rythm.training() || document.activeElement?.matches("input, textarea, select, dialog *");
    calm && !busy ? take() : update.set({ offered: true });
  };
  const watch = (/** @type {ServiceWorker | null} */ worker) => {
    worker?.addEventListener("statechange", () => { if (worker.state === "installed") rythm.read.then(offer); });
  };
  const check = () => { registration?.update().catch(() => {}); };
  const register = async () => {
    if (!workers || !(rythm.trains || !uid)) return;
    update.set({ offered: false });
    workers.addEventListener("controllerchange", () => {
      if (taking) reload();
      else if (controlled) update.set({ offered: true });   // another tab took it
      controlled = true;
    });
    registration = await workers.register("/sw.js", { updateViaCache: "none" }).catch(() => undefined);
    if (!workers.controller) registration?.active?.postMessage("claim");    // active while this page was on its way
    if (registration?.waiting) rythm.read.then(offer);
    watch(registration?.installing);
    registration?.addEventListener("updatefound", () => watch(registration.installing));
  };
  addEventListener("load", register);
  // Reflex reloads a page that was made for another version of the server, in the middle of a set if need be.
  sessionStorage.setItem("reflex_last_reloaded_on_error", "9999999999999");

  // ---- news: that the gym's templates changed, while somebody looks. Lists on the page ask anew by a hidden button.
  let news = /** @type {EventSource | null} */ (null), deaf = false, listening, telling;
  const hush = () => { deaf ||= !!news; news?.close(); news = null; };
  const heard = () => {
    clearTimeout(telling);                                  // not every phone of the gym at once
    telling = setTimeout(() => {
      for (const list of document.querySelectorAll("[data-heard=templates]")) /** @type {any} */ (list).click();
      if (rythm.trains) rythm.bootstrap();
    }, Math.random() * SPREAD_MS);
  };
  const listen = () => {
    clearTimeout(listening);
    const away = rythm.trains && rythm.net.get().state !== "ok";
    if (document.hidden || away || !uid || location.pathname === "/") return hush();
    if (news) return;
    const copied = rythm.trains && rythm.remembered("rythm.copied");
    news = new EventSource("/api/v1/live" + (copied ? `?since=${copied}` : ""));
    news.addEventListener("templates", heard);
    news.onopen = () => {
      if (deaf) check();                                    // the server was away: it may be a newer one
      if (deaf && !copied) heard();                         // what a page without a copy has missed, nobody knows
    };
    news.onerror = () => {
      const refused = news?.readyState === EventSource.CLOSED;
      hush();
      if (rythm.trains || !refused) listening = setTimeout(listen, AGAIN_MS);
    };
  };
  rythm.net.subscribe(listen);
  addEventListener("load", listen);
  document.addEventListener("visibilitychange", () => { listen(); if (!document.hidden) check(); });

  // ---- the offer to install, on the page that follows a finished workout
  const DECLINED = "install-declined";
  let prompt = /** @type {any} */ (null);
  const suggest = () => {
    const installed = matchMedia("(display-mode: standalone)").matches, declined = !!rythm.remembered(DECLINED);
    const shares = /** @type {any} */ (navigator).standalone === false;          // Safari on an iPhone, not installed
    install.set(rythm.screen.install_way(installed, declined, !!prompt, shares));
  };
  addEventListener("beforeinstallprompt", (event) => { event.preventDefault(); prompt = event; suggest(); });
  addEventListener("appinstalled", () => { prompt = null; install.set(""); });
  suggest();

  Object.assign(rythm, {
    update, install, takeUpdate: take,
    async installApp() {
      install.set("");
      if ((await prompt?.prompt())?.outcome === "dismissed") rythm.declineInstall();
      prompt = null;
    },
    declineInstall() { rythm.remember(DECLINED, true); install.set(""); },
  });
})();
