/* The worker: the form opens and what waits is listed without a connection. It keeps only what the server marked as for this
   person to keep, and gives it out only where nobody answers. */
"use strict";
importScripts(self.told.queue);
const shell = `shell-${self.told.version}`;
const pagesOf = (person) => `pages-${person}`;
const FRESH = 6 * 60 * 60 * 1000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(shell).then((cache) => cache.addAll(self.told.shell)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== shell) await caches.delete(name);
    await self.clients.claim();
  })());
});

const kept = async (address, options = {}) => {
  for (const name of await caches.keys()) {
    if (!name.startsWith("pages-")) continue;
    const found = await (await caches.open(name)).match(address, options);
    if (found) return found;
  }
  return undefined;
};
const pageFor = async (url) => {
  const kind = url.searchParams.get("kind");
  const exact = url.pathname + (kind ? `?kind=${encodeURIComponent(kind)}` : "");
  return (await kept(exact)) || (await kept(url.pathname)) || (await kept(self.told.waiting)) || Response.error();
};
const page = async (request) => {
  try {
    const answer = await fetch(request);
    if (![502, 503, 504].includes(answer.status)) return answer;
    const instead = await pageFor(new URL(request.url));
    return instead.type === "error" ? answer : instead;
  } catch {
    return pageFor(new URL(request.url));
  }
};
const part = async (request) => {
  const found = await caches.match(request);
  if (found) return found;
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { ignoreSearch: true })) || Response.error();
  }
};
const list = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await kept(new URL(request.url).pathname)) || Response.error();
  }
};
self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== self.location.origin || request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (self.told.shell.some((one) => one.split("?")[0] === url.pathname)) event.respondWith(part(request));
  else if (url.pathname.endsWith("/record/names/")) event.respondWith(list(request));
});

const keep = async ({ person, language, addresses }) => {
  for (const name of await caches.keys()) if (name.startsWith("pages-") && name !== pagesOf(person)) await caches.delete(name);
  if (!person) return;
  const cache = await caches.open(pagesOf(person));
  for (const address of addresses) {
    const before = await cache.match(address);
    const age = before ? Date.now() - Number(before.headers.get("X-Kept-At")) : Infinity;
    const ofOurs = before?.headers.get("X-Kept-With") === self.told.version;
    if (age < FRESH && ofOurs && before.headers.get("Content-Language") === language) continue;
    const answer = await fetch(address + (address.includes("?") ? "&" : "?") + "offline=1", { redirect: "manual", cache: "no-store" }).catch(() => null);
    if (!answer) return;
    if (!answer.ok || answer.headers.get("X-Kept-For") !== person) { await cache.delete(address); continue; }
    const headers = new Headers(answer.headers);
    headers.set("X-Kept-At", String(Date.now()));
    headers.set("X-Kept-With", self.told.version);
    /* Whoever signed out in the meantime left nothing behind. */
    if (!(await caches.has(pagesOf(person)))) return;
    await cache.put(address, new Response(await answer.blob(), { headers }));
  }
};
const tell = async () => { for (const tab of await self.clients.matchAll()) tab.postMessage({ changed: true }); };
self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keep(event.data.keep).then(() => event.source?.postMessage({ kept: true })));
});
self.addEventListener("sync", (event) => {
  if (event.tag !== "send") return;
  event.waitUntil(self.device.send(self.told.standing).then(async (last) => {
    await tell();
    if (last.state === "waiting") throw new Error("not sent yet");
  }));
});
