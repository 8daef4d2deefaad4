/* What a page can do more where scripts run; each page works without it.
   Menus that close, shortcuts (/ ? g h …), the palette (Ctrl or Cmd and K), copying, and lists that change in place. */
(() => {
  "use strict";
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const one = (selector, inside = document) => inside.querySelector(selector);
  const typing = (at) => at.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  /* ---- Menus: one open at a time; a click elsewhere or Escape closes it ---- */
  const open = () => all("details[data-drop][open], details.filter[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest("details[data-drop]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      if (menu.contains(document.activeElement)) one("summary", menu).focus();
      menu.open = false;
    }
  });

  /* ---- Shortcuts ---- */
  const keys = one("#keys");
  const ways = () => all("a[data-keys]");
  let waiting = 0;
  const go = (letter) => ways().find((way) => way.dataset.keys === letter)?.click();
  const look = () => {
    const field = one("#find");
    if (field && field.offsetParent) field.focus();
    else if (palette) show();
    field?.select();
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && palette) {
      event.preventDefault();
      show();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (one("dialog[open]")) return;
    const second = waiting && Date.now() - waiting < 1500;
    waiting = 0;
    if (second) go(event.key.toLowerCase());
    else if (event.key === "g") waiting = Date.now();
    else if (event.key === "/") { event.preventDefault(); look(); }
    else if (event.key === "?") keys?.showModal();
  });
  for (const button of all("[data-open-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => keys?.showModal());
  }
  for (const dialog of all("dialog")) {
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }

  /* ---- The palette: the ways from this page at first, then what the search finds ---- */
  const palette = one("#palette");
  const field = palette && one("input", palette);
  const hits = palette && one("#palette-hits");
  let asked = 0, pause = 0;
  const say = (text) => { const said = document.createElement("p"); said.textContent = text; hits.replaceChildren(said); };
  const links = () => all("a[href]", hits);
  const choose = (index) => {
    const found = links();
    found.forEach((link, at) => {
      const chosen = at === (index + found.length) % found.length;
      link.classList.toggle("is-chosen", chosen);
      link.id ||= `hit-${at}`;
      if (chosen) { link.scrollIntoView({ block: "nearest" }); field.setAttribute("aria-activedescendant", link.id); }
    });
  };
  const chosen = () => links().findIndex((link) => link.classList.contains("is-chosen"));
  const suggest = (text) => {
    const list = document.createElement("ul");
    for (const way of ways()) {
      if (!way.textContent.toLowerCase().includes(text)) continue;
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = way.href;
      link.textContent = way.textContent;
      item.append(link);
      list.append(item);
    }
    hits.replaceChildren(list);
    return list.childElementCount;
  };
  const ask = async () => {
    const text = field.value.trim(), mine = ++asked;
    const known = suggest(text.toLowerCase());
    if (text.length < 2 || !palette.dataset.search) { choose(0); return; }
    if (!known) say(palette.dataset.waiting);
    const query = new URLSearchParams({ q: text.slice(0, 200), fragment: "1" });
    if (palette.dataset.campaign) query.set("campaign", palette.dataset.campaign);
    try {
      const answer = await fetch(`${palette.dataset.search}?${query}`, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (mine !== asked) return;
      const found = document.createElement("div");
      found.innerHTML = html;
      if (known) hits.append(found); else hits.replaceChildren(found);
      if (!links().length && !found.textContent.trim()) say(palette.dataset.none);
      choose(0);
    } catch {
      if (mine === asked) say(palette.dataset.failed);
    }
  };
  const show = () => {
    if (palette.open) return;
    palette.showModal();
    field.value = "";
    ask();
    field.focus();
  };
  field?.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, 140); });
  field?.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen() + 1);
    else if (event.key === "ArrowUp") choose(chosen() - 1);
    else if (event.key === "Enter" && chosen() >= 0) links()[chosen()].click();
    else return;
    event.preventDefault();
  });

  /* ---- Copying ---- */
  for (const button of all("[data-copy]")) {
    if (!navigator.clipboard) break;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const said = button.textContent;
      await navigator.clipboard.writeText(button.dataset.copy || one(button.dataset.copyFrom)?.textContent.trim() || "");
      button.textContent = button.dataset.copied || said;
      setTimeout(() => { button.textContent = said; }, 2000);
    });
  }

  /* ---- Lists: a filter shows its result in place, and the address says what is shown ---- */
  let newest = 0;
  const place = (element) => element && (element.id ? `#${CSS.escape(element.id)}`
    : element.name ? `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]` : "");
  const change = async (form) => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = `${location.pathname}${query.size ? `?${query}` : ""}`, mine = ++newest;
    const content = form.closest(".content");
    content.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== newest) return;
      const fresh = one(".content", page), at = place(document.activeElement);
      const unfolded = all("form.filters details", content).map((menu) => menu.open);
      content.replaceChildren(...fresh.childNodes);
      document.title = page.title;
      history.pushState({ list: true }, "", address);
      all("form.filters details", content).forEach((menu, at) => { menu.open = Boolean(unfolded[at]); });
      if (at) one(at, content)?.focus({ preventScroll: true });
    } catch {
      location.assign(address);
    } finally {
      if (mine === newest) content.removeAttribute("aria-busy");
    }
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form.filters");
    if (form && form.closest(".content") && event.target.type !== "search") change(form);
  });
  addEventListener("popstate", () => { if (one("form.filters")) location.reload(); });

  /* ---- Drafts: what is typed into a form that keeps them is saved a moment later, and when the tab goes ---- */
  for (const form of all("form[data-draft]")) {
    let pause = 0, dirty = false, busy = false, stopped = false;
    const said = one(".draft-said", form);
    const saved = form.elements.namedItem("saved");
    const save = async () => {
      clearTimeout(pause);
      if (!dirty || stopped) return;
      /* What was typed while an answer is under way waits for it. */
      if (busy) { pause = setTimeout(save, 300); return; }
      dirty = false;
      busy = true;
      const typed = new FormData(form);
      typed.set("step", "draft");
      for (const files of all('[type="file"]', form)) typed.delete(files.name);
      typed.delete("take");
      try {
        const answer = await fetch(location.pathname + location.search, {
          method: "POST", body: typed, headers: { Accept: "application/json" }, keepalive: true, redirect: "error",
        });
        if (answer.status === 409) { stopped = true; said.textContent = form.dataset.newerWords; return; }
        if (!answer.ok) {
          if (answer.status === 403) await stillIn();
          throw new Error(String(answer.status));
        }
        saved.value = (await answer.json()).saved;
        said.textContent = form.dataset.savedWords;
        form.dispatchEvent(new CustomEvent("drafted"));
      } catch {
        dirty = true;
        said.textContent = form.dataset.unsavedWords;
      } finally {
        busy = false;
      }
    };
    const again = async (step) => {
      const typed = new FormData(form);
      typed.set("step", step);
      for (const files of all('[type="file"]', form)) typed.delete(files.name);
      const answer = await fetch(location.pathname + location.search, { method: "POST", body: typed });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    };
    let newestFind = 0, findPause = 0;
    const find = async (field) => {
      const place = field.closest(".entry-field"), mine = ++newestFind;
      clearTimeout(findPause);
      try {
        const fresh = (await again("find")).getElementById(place.id);
        if (mine === newestFind) one("fieldset", place).replaceWith(one("fieldset", fresh));
      } catch {
        const unfound = new CustomEvent("unfound", { bubbles: true, cancelable: true });
        if (mine === newestFind && field.dispatchEvent(unfound)) said.textContent = form.dataset.unsavedWords;
      }
    };
    form.addEventListener("input", (event) => {
      if (!event.target.matches(".find-more input")) return;
      clearTimeout(findPause);
      findPause = setTimeout(() => find(event.target), 300);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches(".find-more input")) return;
      event.preventDefault();
      find(event.target);
    });
    form.addEventListener("click", async (event) => {
      const button = event.target.closest("button[name=step]");
      if (button?.value === "find") {
        event.preventDefault();
        find(one("input", button.closest(".find-more")));
      } else if (button?.value === "rows") {
        event.preventDefault();
        const before = all(".figure-line", form).length;
        try {
          one("#figures", form).replaceWith((await again("rows")).getElementById("figures"));
          one("select", all(".figure-line", form)[before])?.focus();
        } catch {
          said.textContent = form.dataset.unsavedWords;
        }
      }
    });
    form.addEventListener("input", () => { dirty = true; clearTimeout(pause); pause = setTimeout(save, 1500); });
    /* What the page says of what is typed is said anew a moment later. */
    let newestLook = 0, lookPause = 0;
    const look = async () => {
      const mine = ++newestLook;
      try {
        const page = await again("check");
        if (mine !== newestLook) return;
        for (const part of all("[data-anew]", form)) part.replaceChildren(...(page.getElementById(part.id)?.childNodes ?? []));
      } catch { /* What was said stays. */ }
    };
    if (one("[data-anew]", form)) form.addEventListener("input", () => { clearTimeout(lookPause); lookPause = setTimeout(look, 900); });
    /* Whoever was signed out or is offline keeps the form; whoever came in again in another tab has a new token. */
    const stillIn = async () => {
      try {
        const answer = await fetch(form.dataset.draft, { redirect: "manual" });
        if (!answer.ok) return false;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const token = one("[name=csrfmiddlewaretoken]", page);
        if (token) one("[name=csrfmiddlewaretoken]", form).value = token.value;
        return true;
      } catch {
        return false;
      }
    };
    let sure = false;
    form.addEventListener("submit", async (event) => {
      clearTimeout(pause);
      if (sure) { stopped = true; return; }
      event.preventDefault();
      const button = event.submitter;
      sure = await stillIn();
      if (sure) form.requestSubmit(button);
      else said.textContent = form.dataset.unsavedWords;
      sure = false;
    });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
    addEventListener("pageshow", (event) => { if (event.persisted) stopped = false; });
  }

  /* ---- Live: a part of the page is read anew while somebody looks, and shown where it has changed ---- */
  const EVERY = 1500;
  const follow = (part) => {
    let mark = part.dataset.mark, asking = false;
    // What is read out is one line of it, and only where that line has changed.
    const news = () => all("[data-news]", part).map((line) => line.textContent.trim().replace(/\s+/g, " ")).join(", ");
    const told = document.createElement("p");
    let last = news();
    told.className = "visually-hidden";
    told.setAttribute("role", "status");
    part.after(told);
    const kept = () => all("input[type=checkbox]:checked", part).map((box) => box.value);
    const look = async () => {
      if (document.hidden || asking) return;
      asking = true;
      try {
        const answer = await fetch(part.dataset.live, { headers: { "If-None-Match": mark }, cache: "no-store" });
        if (answer.redirected || answer.status === 403) clearInterval(clock);
        if (answer.status !== 200 || answer.redirected) return;
        const fresh = document.createElement("div");
        fresh.innerHTML = await answer.text();
        mark = answer.headers.get("ETag") || mark;
        const chosen = kept(), at = part.contains(document.activeElement) ? place(document.activeElement) : "";
        const unfolded = all("details", part).map((one) => one.open);
        part.replaceChildren(...fresh.childNodes);
        for (const box of all("input[type=checkbox]", part)) box.checked = chosen.includes(box.value);
        all("details", part).forEach((one, index) => { one.open = Boolean(unfolded[index]); });
        if (at) one(at, part)?.focus({ preventScroll: true });
        if (news() !== last) told.textContent = last = news();
      } catch {
        /* The link is away for a moment: the next look may find it back. */
      } finally {
        asking = false;
      }
    };
    const clock = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
  };
  for (const part of all("[data-live]")) follow(part);

  /* ---- On the wall: arrows and the buttons of a presenter lead from one outcome to the next ---- */
  const onward = { ArrowLeft: "prev", ArrowRight: "next", PageUp: "prev", PageDown: "next" };
  if (one("[data-wall]")) document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || event.target.type === "radio") return;
    const turned = document.dir === "rtl" && event.key.startsWith("Arrow");
    const way = onward[event.key];
    const rel = turned && way ? (way === "prev" ? "next" : "prev") : way;
    const link = rel && one(`[data-wall] a[rel=${rel}]`);
    if (link) { event.preventDefault(); link.click(); }
  });
})();
