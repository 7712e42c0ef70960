// The field pages, on a device that may lose its network. Without this file every form is sent by its own button.
import { refresh, takeOver, visitOf } from "./bundle.js";
import { unsent } from "./store.js";
import { flush } from "./sync.js";
import { age, listenToSend, marks, outbox } from "./today.js";
import { arrived, run as runSpot } from "./spot.js";
import { run } from "./visit.js";
import { person, say } from "./words.js";

const online = () => {
  for (const line of document.querySelectorAll("[data-network]")) {
    line.hidden = navigator.onLine;
    line.textContent = say("noNetwork");
  }
};

const everyPage = async () => {
  online();
  addEventListener("online", online);
  addEventListener("offline", online);
  const line = document.querySelector("[data-bundle-age]");
  if (line) await age(line);
};

const begin = async () => {
  if (!person() || !("indexedDB" in window) || !navigator.locks || !crypto.randomUUID) return;
  await takeOver();
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/field/sw.js", { scope: "/field" }).catch(() => {});
  navigator.storage?.persist?.();
  const root = document.querySelector("[data-visit]"), list = document.querySelector("[data-today]"), sync = document.querySelector("[data-sync]");
  const spot = document.querySelector("form[data-spot]"), sent = document.querySelector("[data-spot-sent]");
  if (sent) await arrived(sent.dataset.spotSent);
  if (root && !await visitOf(root.dataset.visit)) await refresh();
  if (root) await run(root);
  if (spot) await runSpot(spot);
  if (list) await marks(list);
  if (sync) { await outbox(sync); listenToSend(sync); }
  await everyPage();
  addEventListener("field-changed", async () => {
    if (list) await marks(list);
    if (sync) await outbox(sync);
    const line = document.querySelector("[data-bundle-age]");
    if (line) await age(line);
  });
  document.querySelector("[data-refresh]")?.addEventListener("click", async () => {
    const outcome = await refresh();
    const line = document.querySelector("[data-bundle-age]");
    await age(line);
    if (outcome !== "kept") line.textContent += ` ${say(outcome)}`;
  });
  if ((await unsent(person())).many) await flush();
  else if (await refresh() === "kept") document.body.dataset.bundleKept = "";
  await everyPage();
};

begin();
