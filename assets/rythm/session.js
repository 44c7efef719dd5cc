// @ts-check
// Signing in and out, and the start of everything.
(() => {
  const { signal, uid, screen, ask } = rythm;
  const auth = signal(screen.auth_view()), leaving = signal(0);
  const password = signal(screen.password_view(false, null, true));

  let counting;
  /** @param {number} seconds until signing in may be tried again */
  const holdBack = (seconds) => {
    clearTimeout(counting);
    auth.set(screen.auth_held_back(seconds));
    if (seconds) counting = setTimeout(() => holdBack(seconds - 1), 1000);
  };
  /** How many changes the server has not got, after a last attempt to send them. */
  const waits = async () => {
    rythm.flush();
    await rythm.settled();
    if (rythm.net.get().waiting) await Promise.race([rythm.drain(), new Promise((yes) => setTimeout(yes, 5000))]);
    return rythm.net.get().waiting;
  };
  /** @type {Promise<any>} */
  let retiring = Promise.resolve();
  /** End the session; the answer takes its cookies away. */
  const end = () => (retiring = ask("session", undefined, "DELETE").catch(() => null));
  const leave = async () => {
    // Until the server has ended the session it goes by this cookie and takes nobody on this phone for signed in.
    document.cookie = "rythm_left=1; path=/; max-age=31536000; samesite=lax";
    await rythm.wipe();
    await Promise.race([end(), new Promise((yes) => setTimeout(yes, 4000))]);
    location.replace("/");
  };

  Object.assign(rythm, {
    auth, leaving, password,
    /** It renews the session, so the page is loaded anew. @param {{current?: string, fresh?: string}} form */
    async changePassword({ current = "", fresh = "" }) {
      password.set(screen.password_view(true, null, true));
      const got = await ask("me/password", { current, new: fresh }).catch(() => null);
      if (got?.ok) return location.assign("/account?changed=password");
      password.set(screen.password_view(false, got?.answer ?? null, !!got));
    },
    async switchTenant(/** @type {string} */ tenant) {
      if (await waits())
        return rythm.say("Some changes are not on the server yet. Connect first, then switch.", "error");
      const got = await ask("me/tenant", { tenant }).catch(() => null);
      if (!got?.ok) return rythm.say(got?.answer?.error?.message ?? screen.UNREACHABLE, "error");
      rythm.enter(got.answer);
      location.assign(got.answer.home);
    },
    /** @param {{email?: string, password?: string, tenant?: string}} form */
    async signIn({ email = "", password = "", tenant }) {
      if (auth.get().busy || auth.get().retry_after) return;
      const missing = screen.auth_missing(email, password);
      auth.set(missing ?? screen.auth_view("", "", "", 0, true));
      if (missing) return;
      await retiring;
      const got = await ask("session", { email: email.trim(), password, ...(tenant && { tenant }) }).catch(() => null);
      if (!got) return auth.set(screen.auth_view(navigator.onLine ? screen.UNREACHABLE : screen.OFFLINE));
      if (got.status === 429) return holdBack(got.wait || 60);
      if (!got.ok || !got.answer?.home) return auth.set(screen.auth_refused(got.status, got.answer));
      rythm.enter(got.answer);
      location.assign(got.answer.home);                    // a full navigation: the live socket must see the new cookie
    },
    signInAs: (/** @type {string} */ email, /** @type {string} */ password) => rythm.signIn({ email, password }),
    /** @param {string} [anyway] "anyway" when the member chose to lose what waits */
    async signOut(anyway) {
      rythm.closeDialog("leaving");
      if (anyway !== "anyway" && uid) {
        leaving.set(await waits());
        if (leaving.get()) return rythm.openDialog("leaving");
      }
      return leave();
    },
  });

  addEventListener("pageshow", ({ persisted }) => { if (persisted) auth.set(screen.auth_view()); });
  // Another tab changed the gym: this one's copy and queue are the other gym's, so it starts anew.
  // A page that just opened may hear late of what it began with.
  const moved = (now = rythm.remembered("rythm.tenant")) => uid && (now?.uid !== uid || now.id !== rythm.tenant);
  addEventListener("storage", ({ key }) => { if (key === "rythm.tenant" && moved()) location.reload(); });
  const retire = () => { if (rythm.cookie("rythm_left")) end(); };
  addEventListener("online", retire);
  retire();
  rythm.read = (uid ? Promise.all([rythm.load(), rythm.loadLibrary()]) : Promise.resolve())
    .catch((error) => console.warn("This device's copy could not be read.", error)).then(() => rythm.ready.set(true));
  rythm.started = rythm.read.then(rythm.drain);
  document.dispatchEvent(new Event("rythm"));              // the page begins with it
})();
