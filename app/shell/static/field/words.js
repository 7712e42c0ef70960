// Texts of the field pages, in the language of the page: the server wrote them, the scripts only fill in numbers.
const words = document.querySelector("[data-field-words]");

/** A text of the page with `%(name)s` filled in. */
export const say = (key, params = {}) =>
  (words?.dataset[`say${key[0].toUpperCase()}${key.slice(1)}`] ?? key).replace(/%\((\w+)\)s/g, (whole, name) => params[name] ?? whole);

/** Who is signed in on this page; empty for nobody. */
export const person = () => document.body.dataset.person ?? "";

const zone = { timeZone: "Asia/Shanghai", hour12: false };
const clock = (at) => new Date(at).toLocaleTimeString("zh-CN", { ...zone, hour: "2-digit", minute: "2-digit" });
const day = (at) => new Date(at).toLocaleDateString("sv-SE", zone);

/** 14:03, with the day before it when it is not today. */
export const written = (at) => (day(at) === day(Date.now()) ? clock(at) : `${day(at)} ${clock(at)}`);

/** The legal day in Beijing, as 2026-11-22, on a device whose clock is so many milliseconds behind. */
export const today = (skew) => day(Date.now() + skew);

/** An element with a class and a text. */
export const element = (name, className, text = "") => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
};
