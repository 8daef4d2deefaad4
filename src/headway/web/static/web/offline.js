/* Forms that this device keeps while they are written and sends when it can, and the list of what waits. */
(async () => {
  "use strict";
  const at = document.getElementById("device");
  const leaving = document.querySelectorAll("form[action$='/sign-out/']");
  if (!self.indexedDB) return;
  const { person = "", standing = "", waiting = "", worker = "" } = at?.dataset ?? {};
  const words = at?.dataset ?? {};
  const device = self.device, one = (selector, inside = document) => inside.querySelector(selector);
  const fill = (text, number) => text.replace("{number}", number.toLocaleString(document.documentElement.lang));
  const isFile = ([, value]) => value instanceof Blob;
  const unsent = async () => (await device.all(person)).filter((form) => form.state !== "draft");
  /* What a tab says while it goes: the storage of forms may not be open yet and nobody waits for it, this one takes it at once. */
  const lastWords = (id = "") => `last-words ${person} ${id}`;
  const notes = () => { try { return self.localStorage; } catch { return null; } };
  const noted = () => Object.keys(notes() ?? {}).filter((key) => key.startsWith(lastWords()));

  /* ---- Signing out leaves nothing of this person behind, and says first what would be lost; whatever the storage of the
     device does, or does not do, the form goes. Where it could not be wiped here the server has the browser wipe it. ---- */
  const within = (work) => Promise.race([work, new Promise((_, failed) => setTimeout(failed, 5_000))]);
  const wipe = async () => {
    const gone = [device.wipe(person)];
    for (const key of noted()) notes().removeItem(key);
    for (const name of await self.caches?.keys() ?? []) if (name.startsWith("pages-")) gone.push(caches.delete(name));
    await Promise.all(gone);
  };
  for (const form of leaving) form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const held = person ? await within(device.all(person)).catch(() => []) : [];
    if (held.length && !confirm(fill(words.leave, held.length))) return;
    const wiped = await within(person ? wipe() : undefined).then(() => true, () => false);
    if (wiped) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "wiped", value: "1" }));
    form.submit();
  });
  if (!person) return;
  const recover = async () => {
    for (const key of noted()) {
      const form = JSON.parse(notes().getItem(key)), stands = await device.get(person, form.id);
      const files = stands?.fields.filter(isFile) ?? [];
      if (!stands || stands.at < form.at) await device.put({ ...form, fields: [...form.fields, ...files] });
      notes().removeItem(key);
    }
  };
  const recovered = recover().catch(() => {});

  /* ---- The strip and the list ---- */
  const strip = one("#waiting-strip"), listed = one("#waiting-list"), here = one("#kept-here");
  const show = async () => {
    const forms = await device.all(person).catch(() => []);
    const number = forms.filter((form) => form.state !== "draft").length;
    strip.hidden = !number || Boolean(listed);
    one("b", strip).textContent = number.toLocaleString(document.documentElement.lang);
    /* A tab that was closed while nobody answered left its draft here alone. */
    if (here) {
      here.hidden = number === forms.length;
      one("b", here).textContent = (forms.length - number).toLocaleString(document.documentElement.lang);
    }
    if (listed) draw(forms);
  };
  const draw = (forms) => {
    const rows = forms.sort((a, b) => a.at - b.at).map((form) => {
      const row = one("#waiting-row").content.cloneNode(true).firstElementChild;
      row.dataset.id = form.id;
      one(".waiting-name", row).textContent = form.name || words.untitled;
      one(".waiting-state", row).textContent = form.state === "waiting" && signedOut ? words.signedOut : words[form.state === "waiting" ? "queued" : form.state];
      const said = Object.values(form.errors ?? {}).flat();
      one(".waiting-errors", row).append(...said.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
      one("[data-do=send]", row).hidden = form.state !== "waiting";
      return row;
    });
    listed.replaceChildren(...rows);
    one("#waiting-none").hidden = rows.length > 0;
    one("#waiting-sign-in").hidden = !(signedOut && rows.length);
  };
  let signedOut = false, sending = false, asked = false, soon = 0;
  const send = async () => {
    asked = true;
    if (sending) return;
    sending = true;
    try {
      while (asked) {
        asked = false;
        if (!(await unsent().catch(() => [])).some((form) => form.state === "waiting")) continue;
        const last = await device.send(standing);
        signedOut = last.state === "signed-out";
        /* Another tab or the worker is at it: look again when it may be done. */
        clearTimeout(soon);
        if (last.state === "busy") soon = setTimeout(send, 1000);
      }
    } finally {
      sending = false;
      await show();
    }
  };
  const later = async () => { (await navigator.serviceWorker?.ready)?.sync?.register("send").catch(() => {}); };

  /* ---- A kept form is opened again: by the server where it answers, from the device where not ---- */
  const reopen = async (form) => {
    const who = await device.standing(standing);
    if (who?.person !== person) { location.assign(`${form.address}#kept=${form.id}`); return; }
    const sent = Object.assign(document.createElement("form"), { method: "post", action: form.address, hidden: true });
    const checks = form.state === "mend" || form.state === "clash";
    const text = [...form.fields.filter(([, value]) => typeof value === "string"), ["step", checks ? "save" : "kind"], ["csrfmiddlewaretoken", who.token]];
    for (const [name, value] of text) sent.append(Object.assign(document.createElement("textarea"), { name, value }));
    document.body.append(sent);
    await device.put({ ...form, state: "draft" });
    sent.submit();
  };
  listed?.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-do]"), row = event.target.closest("[data-id]");
    if (!button) return;
    const form = await device.get(person, row.dataset.id);
    if (!form) return show();
    if (button.dataset.do === "open") await reopen(form);
    else if (button.dataset.do === "send") await send();
    else if (confirm(words.discard)) { await device.remove(person, form.id); await show(); }
  });

  /* ---- The form: kept as one types, with its photos ---- */
  const form = one("form[data-device=yes]");
  if (form) {
    const field = (name) => form.elements.namedItem(name);
    const said = one(".draft-said", form);
    const typed = () => [...new FormData(form)].filter(([name, value]) => !["csrfmiddlewaretoken", "step", "take"].includes(name) && !(value instanceof File && !value.name));
    let pause = 0, dirty = false;
    const unsaved = form.dataset.unsavedWords;
    const written = (state) => ({
      person, id: field("client_id").value, address: location.pathname + (location.search.replace(/[?&]draft=[^&]*/, "") || `?kind=${field("kind").value}`),
      name: field("name")?.value ?? "", fields: typed(), state, errors: {}, at: Date.now(),
    });
    const keep = async (state, held = written(state)) => {
      clearTimeout(pause);
      dirty = false;
      try {
        await device.put(held);
        notes()?.removeItem(lastWords(held.id));
        form.dataset.unsavedWords = unsaved;
        return held;
      } catch {
        /* A draft that the server does not get either is not to hide why it is nowhere. */
        said.textContent = form.dataset.unsavedWords = words.full;
        return null;
      }
    };
    const restore = (held) => {
      const names = new Set(held.fields.map(([name]) => name)), files = new Map();
      for (const box of form.querySelectorAll("[type=checkbox], [type=radio]")) box.checked = held.fields.some(([name, value]) => name === box.name && value === box.value);
      for (const name of names) {
        const values = held.fields.filter(([known]) => known === name).map(([, value]) => value);
        if (values[0] instanceof Blob) { files.set(name, values); continue; }
        const inputs = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((input) => !["checkbox", "radio", "file"].includes(input.type));
        inputs.forEach((input, index) => { if (values[index] !== undefined) input.value = values[index]; });
        const ticks = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].map((input) => input.value);
        for (const value of inputs.length ? values.slice(inputs.length) : values.filter((value) => !ticks.includes(value))) {
          form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
        }
      }
      photos(files);
    };
    const photos = (files) => {
      for (const [name, values] of files) {
        const input = form.querySelector(`input[type=file][name="${CSS.escape(name)}"]`), chosen = new DataTransfer();
        if (!input || input.files.length) continue;
        for (const value of values) chosen.items.add(value);
        input.files = chosen.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    };
    const wanted = /^#kept=([0-9a-f-]+)$/.exec(location.hash)?.[1];
    if (form.dataset.keptCopy && self.crypto?.randomUUID) field("client_id").value = wanted ?? crypto.randomUUID();
    /* Listened to before the device is asked anything: whoever types at once is not to be too early. */
    let restoring = false;
    const touched = () => { if (restoring) return; dirty = true; clearTimeout(pause); pause = setTimeout(() => keep("draft"), 400); };
    form.addEventListener("input", touched);
    form.addEventListener("change", touched);
    const going = () => {
      if (!dirty) return;
      const held = written("draft"), fields = held.fields.filter((pair) => !isFile(pair));
      try { notes()?.setItem(lastWords(held.id), JSON.stringify({ ...held, fields })); } catch { /* Full: the other storage is tried all the same. */ }
      keep("draft", held);
    };
    document.addEventListener("visibilitychange", () => { if (document.hidden) going(); });
    addEventListener("pagehide", going);
    await recovered;
    const held = await device.get(person, wanted ?? field("client_id").value).catch(() => null);
    restoring = true;
    if (held && wanted) restore(held);
    else if (held && !one(".kept-files", form)) photos(Map.groupBy ? new Map([...Map.groupBy(held.fields.filter(isFile), ([name]) => name)].map(([name, found]) => [name, found.map(([, value]) => value)])) : new Map());
    restoring = false;
    /* What the server has is not needed here as well, but for the photos. */
    form.addEventListener("drafted", async () => {
      if (!dirty && !typed().some(isFile)) await device.remove(person, field("client_id").value).catch(() => {});
    });
    document.addEventListener("submit", async (event) => {
      if (event.target !== form || event.submitter?.value !== "save") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      event.submitter.setAttribute("aria-busy", "true");
      const turn = field("turn");
      /* What is sent anew after an answer was lost is known by this from what is only sent again. */
      if (turn) turn.value = Number(turn.value || 0) + 1;
      const held = await keep("waiting"), last = held ? await device.send(standing, held) : { state: "full" };
      event.submitter.removeAttribute("aria-busy");
      if (last.state === "sent") { location.assign(last.url ?? waiting); return; }
      if (last.state === "signed-out") { said.textContent = form.dataset.unsavedWords; return; }
      if (last.state === "waiting") {
        await later();
        await show();
        if (await self.caches?.match(waiting)) location.assign(waiting);
        else said.textContent = words.queued;
        return;
      }
      /* Something is to be mended: the page says where. */
      const who = await device.standing(standing);
      /* What is kept nowhere does not leave a page that nobody would answer. */
      if (last.state === "full" && !who?.person) { said.textContent = words.full; return; }
      if (who?.token) field("csrfmiddlewaretoken").value = who.token;
      if (last.state !== "full") await keep("draft");
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "step", value: "save" }));
      form.submit();
    }, true);
    /* Without a connection names are looked for in the list that the device keeps. */
    form.addEventListener("unfound", async (event) => {
      event.preventDefault();
      const place = event.target.closest(".entry-field"), name = event.target.name.replace("find-", "");
      const asked = event.target.value.trim().toLocaleLowerCase();
      const names = (await (await fetch(form.dataset.names)).json())[name] ?? [];
      const boxes = one("fieldset", place), there = new Set([...boxes.querySelectorAll("input")].map((box) => box.value));
      for (const [key, text] of names.filter(([key, text]) => asked && !there.has(key) && text.toLocaleLowerCase().includes(asked)).slice(0, 20)) {
        const line = Object.assign(document.createElement("div"), { className: "check" });
        const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value: key, id: `kept-${name}-${key}` });
        line.append(box, Object.assign(document.createElement("label"), { htmlFor: box.id, textContent: text }));
        boxes.append(line);
      }
    });
  }

  /* ---- The worker, and what it keeps ---- */
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(() => { if (!document.hidden) send(); }, 20_000);
  if (navigator.serviceWorker) {
    navigator.serviceWorker.addEventListener("message", (event) => { if (event.data.changed) show(); if (event.data.kept) document.documentElement.dataset.kept = "yes"; });
    navigator.serviceWorker.register(worker).then(() => navigator.serviceWorker.ready).then((ready) => {
      if (form?.dataset.keptCopy) return;
      const addresses = [waiting];
      const record = one("[data-record]")?.dataset.record;
      if (record) addresses.push(record, `${record}names/`, ...[...document.querySelectorAll("[data-record] a[href^='?kind='], form[data-record] #id_kind option")].map((kind) => `${record}?kind=${encodeURIComponent(kind.value ?? new URLSearchParams(kind.getAttribute("href")).get("kind"))}`));
      ready.active.postMessage({ keep: { person, language: document.documentElement.lang, addresses: navigator.connection?.saveData ? addresses.slice(0, 3) : addresses } });
    }).catch(() => {});
  }
  await recovered;
  await show();
  await send();
})();
