// The field pages without a network: static files from the device, pages as they were last read. `SHELF` and `VERSION`
// are written above this text by the server.
"use strict";
const STATIC = `zhiheng-field-static-${VERSION}`;
const PAGES = "zhiheng-field-pages";
const PATIENCE = 4000;
const LANGUAGE = "/field/.language";
const KEPT = /^\/field(\/sync|\/offline|\/spot|\/spot\/new|\/visits\/[0-9a-f-]{36})?$/;
const PICTURE = /^\/field\/visits\/[0-9a-f-]{36}\/photos\/[0-9a-f-]{36}$/;

/** A static file's name without the hash of its content. */
const plain = (path) => path.replace(/\.[0-9a-f]{8}(\.\w+)$/, "$1");

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(STATIC);
    await Promise.all(SHELF.map(async (path) => {
      const answer = await fetch(path, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`${answer.status} ${path}`);
      await cache.put(path, answer);
    }));
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys())
      if (name.startsWith("zhiheng-field-static-") && name !== STATIC) await caches.delete(name);
    await clients.claim();
  })());
});

const language = async (cache, asked) => {
  if (asked) await cache.put(LANGUAGE, new Response(asked));
  return asked || (await (await cache.match(LANGUAGE))?.text()) || "zh";
};

const fromDevice = async (url) => {
  const cache = await caches.open(PAGES);
  const lang = await language(cache, url.searchParams.get("lang"));
  const path = KEPT.test(url.pathname) ? url.pathname : "/field/offline";
  return (await cache.match(`${path}?lang=${lang}`)) ?? (await cache.match(`/field/offline?lang=${lang}`));
};

const page = async (request, url) => {
  let late;
  try {
    const answer = await Promise.race([
      fetch(request),
      new Promise((_resolve, reject) => { late = setTimeout(() => reject(new Error("late")), PATIENCE); }),
    ]);
    if (answer.status === 502 || answer.status === 503 || answer.status === 504) throw new Error("server away");
    return answer;
  } catch {
    return (await fromDevice(url)) ?? Response.error();
  } finally {
    clearTimeout(late);
  }
};

const fixed = async (request, url) => {
  const cache = await caches.open(STATIC);
  return (await cache.match(plain(url.pathname))) ?? fetch(request);
};

const picture = async (request) => {
  const cache = await caches.open(PAGES);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request).catch(() => null);
  if (answer?.ok) await cache.put(request, answer.clone());
  // Not on the device: an empty picture, so that the page says so with the picture's own words.
  return answer ?? new Response("", { status: 200, headers: { "Content-Type": "image/png" } });
};

addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") { if (url.pathname === "/field" || url.pathname.startsWith("/field/")) event.respondWith(page(request, url)); }
  else if (url.pathname.startsWith("/static/") && SHELF.includes(plain(url.pathname))) event.respondWith(fixed(request, url));
  else if (PICTURE.test(url.pathname)) event.respondWith(picture(request));
});
