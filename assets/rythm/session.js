// @ts-check
// Signing in and out, and the start of everything.
(() => {
  const { signal, uid } = rythm;
  const blank = { busy: false, error: "", email_error: "", password_error: "", retry_after: 0 };
  const none = { busy: false, error: "", current: "", fresh: "" };
  const auth = signal(blank), leaving = signal(0), password = signal(none);
  const UNREACHABLE = "The server could not be reached. Try again in a moment.";

  /** @param {string} method @param {object} [body] @param {string} [path] */
  const ask = (method, body, path = "session") => fetch(`/api/v1/${path}`, {
    method, credentials: "same-origin", signal: AbortSignal.timeout(15_000), body: body && JSON.stringify(body),
    headers: { "X-Rythm": "1", ...(body ? { "Content-Type": "application/json" } : {}) },
  });
  let counting;
  /** @param {number} seconds until signing in may be tried again */
  const holdBack = (seconds) => {
    clearTimeout(counting);
    const wait = seconds < 60 ? rythm.count_of(seconds, "second") : rythm.count_of(Math.ceil(seconds / 60), "minute");
    auth.set({ ...blank, retry_after: seconds, error: seconds ? `Too many attempts. Try again in ${wait}.` : "" });
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
  const end = () => (retiring = ask("DELETE").catch(() => null));
  const leave = async () => {
    // Until the server has ended the session it goes by this cookie and takes nobody on this phone for signed in.
    document.cookie = "rythm_left=1; path=/; max-age=31536000; samesite=lax";
    await Promise.race([end(), new Promise((yes) => setTimeout(yes, 4000))]);
    await rythm.wipe();
    location.replace("/");
  };

  Object.assign(rythm, {
    auth, leaving, password,
    /** A new password renews the session, so the page is loaded anew. @param {{current?: string, fresh?: string}} form */
    async changePassword({ current = "", fresh = "" }) {
      password.set({ ...none, busy: true });
      const response = await ask("POST", { current, new: fresh }, "me/password").catch(() => null);
      const error = (await response?.json().catch(() => null))?.error;
      if (response?.ok) return location.assign("/account?changed=password");
      const fields = error?.fields ?? {};
      password.set({ ...none, current: fields.current ?? "", fresh: fields.new ?? "",
        error: fields.current || fields.new ? "" : error?.message ?? UNREACHABLE });
    },
    /** @param {string} tenant the gym's slug */
    async switchTenant(tenant) {
      if (await waits())
        return rythm.say("Some changes are not on the server yet. Connect first, then switch.", "error");
      const response = await ask("POST", { tenant }, "me/tenant").catch(() => null);
      const answer = await response?.json().catch(() => null);
      if (!response?.ok) return rythm.say(answer?.error?.message ?? UNREACHABLE, "error");
      rythm.enter(answer);
      location.assign(answer.home);
    },
    /** @param {{email?: string, password?: string, tenant?: string}} form */
    async signIn({ email = "", password = "", tenant }) {
      if (auth.get().busy || auth.get().retry_after) return;
      const email_error = email.trim() ? "" : "Enter your e-mail address.";
      const password_error = password ? "" : "Enter your password.";
      if (email_error || password_error) return auth.set({ ...blank, email_error, password_error });
      auth.set({ ...blank, busy: true });
      let response, answer;
      await retiring;
      try {
        response = await ask("POST", { email: email.trim(), password, ...(tenant ? { tenant } : {}) });
        answer = await response.json().catch(() => null);
      } catch {
        const error = navigator.onLine ? UNREACHABLE : "You are offline. Signing in needs a connection.";
        return auth.set({ ...blank, error });
      }
      const { message = "Something went wrong on the server. Try again in a moment.", fields = {} } = answer?.error ?? {};
      if (response.ok && answer?.home) {
        rythm.enter(answer);
        location.assign(answer.home);                      // a full navigation: the live socket must see the new cookie
      } else if (response.status === 429) holdBack(Number(response.headers.get("Retry-After")) || 60);
      else if (response.status === 401) auth.set({ ...blank, password_error: message });
      else {
        const error = fields.email || fields.password ? "" : message;
        auth.set({ ...blank, error, email_error: fields.email ?? "", password_error: fields.password ?? "" });
      }
    },
    /** @param {string} email @param {string} password */
    signInAs: (email, password) => rythm.signIn({ email, password }),
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

  addEventListener("pageshow", ({ persisted }) => { if (persisted) auth.set(blank); });
  // Another tab changed the gym: this one's copy and queue are the other gym's, so it starts anew.
  addEventListener("storage", ({ key }) => { if (key === "rythm.tenant" && uid) location.reload(); });
  const retire = () => { if (rythm.cookie("rythm_left")) end(); };
  addEventListener("online", retire);
  retire();
  rythm.started = (uid ? Promise.all([rythm.load(), rythm.loadLibrary()]) : Promise.resolve())
    .catch((error) => console.warn("Rythm could not read this device's copy.", error))
    .then(() => { rythm.ready.set(true); return rythm.drain(); });
})();
