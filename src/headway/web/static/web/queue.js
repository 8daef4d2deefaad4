/* What waits on this device to be sent: kept in IndexedDB under its person's sign, sent one at a time and once. Pages and the
   worker share it. A form is `draft` (being written), `waiting`, `mend` (the server found something wrong), `clash` (somebody
   else changed the same) or `refused` (this person may not send it any more). */
self.device = (() => {
  "use strict";
  let opened;
  const open = () => (opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("headway", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("forms", { keyPath: ["person", "id"] });
    asked.onsuccess = () => {
      asked.result.onversionchange = () => { asked.result.close(); opened = undefined; };
      done(asked.result);
    };
    asked.onerror = () => { opened = undefined; failed(asked.error); };
  }));
  const run = async (mode, work) => {
    const database = await open();
    return new Promise((done, failed) => {
      const turn = database.transaction("forms", mode);
      const asked = work(turn.objectStore("forms"));
      /* Said at once, since a tab that is being closed does not live to say it. */
      turn.commit?.();
      turn.oncomplete = () => done(asked?.result);
      turn.onerror = turn.onabort = () => failed(turn.error || asked?.error);
    });
  };
  const ofPerson = (person) => IDBKeyRange.bound([person], [person, []]);
  const all = (person) => run("readonly", (store) => store.getAll(ofPerson(person)));
  const get = (person, id) => run("readonly", (store) => store.get([person, id]));
  const put = (form) => run("readwrite", (store) => store.put(form));
  const remove = (person, id) => run("readwrite", (store) => store.delete([person, id]));
  const wipe = (person) => run("readwrite", (store) => store.delete(ofPerson(person)));

  /* Who is signed in, and a fresh token; null where nobody answers. */
  const standing = async (address) => {
    try {
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(30_000) });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  };

  const settle = async (form, state, errors = {}) => {
    const stands = await get(form.person, form.id);
    if (stands && stands.at === form.at) await put({ ...stands, state, errors });
    return { state, errors };
  };
  const sendOne = async (form, token, shown) => {
    const body = new FormData();
    for (const [name, value] of form.fields) body.append(name, value);
    body.set("csrfmiddlewaretoken", token);
    body.set("step", "save");
    const headers = { Accept: "application/json" };
    if (shown) headers["X-Then"] = "shown";
    let answer, told = {};
    try {
      answer = await fetch(form.address, { method: "POST", body, headers, redirect: "manual", signal: AbortSignal.timeout(180_000) });
      if (answer.type === "opaqueredirect") return { state: "signed-out" };
      if (answer.status >= 500 || answer.status === 408 || answer.status === 429) return { state: "waiting" };
      told = await answer.json().catch(() => ({}));
    } catch {
      return { state: "waiting" };
    }
    if (answer.ok && told.url) {
      const stands = await get(form.person, form.id);
      if (stands && stands.at === form.at) await remove(form.person, form.id);
      return { state: "sent", url: told.url };
    }
    if (answer.status === 409) return settle(form, "clash");
    if (answer.status === 422) return settle(form, "mend", told.errors);
    return answer.ok ? { state: "waiting" } : settle(form, "refused");
  };

  /* Send what waits of whoever is signed in, or one form of it; only one tab (or the worker) sends at a time. The one form is sent
     though another tab was faster: the server knows it by its id, writes nothing again and says where it stands. */
  const send = (where, only = null) => {
    const work = async () => {
      const who = await standing(where);
      if (!who) return { state: "waiting" };
      if (!who.person || (only && only.person !== who.person)) return { state: "signed-out" };
      let last = { state: "sent" };
      for (const form of only ? [only] : await all(who.person)) {
        if (form.state !== "waiting") continue;
        last = await sendOne(form, who.token, Boolean(only));
        if (last.state === "waiting" || last.state === "signed-out") break;
      }
      return last;
    };
    if (!self.navigator.locks) return work();
    return navigator.locks.request("headway-sends", only ? {} : { ifAvailable: true }, (lock) => (lock ? work() : { state: "busy" }));
  };
  return { all, get, put, remove, wipe, standing, send };
})();
