// The procedure hrdraw-1 in the browser: a third implementation, written from the text of the procedure,
// to be read beside verify_draw.py, whose order it keeps. `judge` takes the bytes of a published draw and
// says whether the result follows from the input. Numbers in comments are sections of the procedure.
import { sha256 } from "./vendor/noble-hashes/sha2.js";
import { hmac } from "./vendor/noble-hashes/hmac.js";

const MILLION = 1000000, DEEPEST = 256, LIMIT = Number.MAX_SAFE_INTEGER;

/** The file breaks a rule: the way to the place, and what kind of rule. */
class Refused extends Error {
  constructor(at, kind) { super(kind); this.at = at; this.kind = kind; }
}
const demand = (condition, at, kind) => { if (!condition) throw new Refused(at, kind); };

/** The way to a place as `$.key[number]`. */
export const written = (at) => at.reduce((text, step) =>
  text + (typeof step === "number" ? `[${step}]` : `.${escaped(step)}`), "$");
const escaped = (key) => Array.from(key, (c) => {
  const code = c.codePointAt(0), hex = (digits) => code.toString(16).padStart(digits, "0");
  if (c === "\\") return "\\\\";
  if (c === "\n") return "\\n";
  if (c === "\r") return "\\r";
  if (c === "\t") return "\\t";
  if (code >= 32 && code < 127) return c;
  return code < 256 ? `\\x${hex(2)}` : code < 65536 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}).join("");

// --------------------------------------------------------------------------------------------------------
// Reading: one JSON text, strictly (section 2). JSON.parse would repair what must be refused.

/** Stands in the place of something that may not be in the file, until its place is known. */
class Flaw {}
const FLAW = new Flaw();
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const SPACE = /[ \t\n\r]*/y;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const WORDS = [["true", true], ["false", false], ["null", FLAW], ["NaN", FLAW], ["Infinity", FLAW], ["-Infinity", FLAW]];

/** The value of a JSON text in UTF-8; objects become Maps, for a Map keeps any key. */
function read(bytes) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused([], "text");
  }
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.space();
  demand(reader.at === text.length, [], "text");
  checkWritten(value, []);
  return value;
}

class Reader {
  constructor(text) { this.text = text; this.at = 0; }
  fail() { throw new Refused([], "text"); }
  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }
  space() { this.match(SPACE); }
  /** Whether the character comes next, white space aside; if so, it is passed over. */
  next(character) {
    this.space();
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }
  value(depth) {
    if (depth > 4 * DEEPEST) this.fail();
    this.space();
    const first = this.text[this.at];
    if (first === "{") return this.object(depth + 1);
    if (first === "[") return this.array(depth + 1);
    if (first === '"') return this.string();
    for (const [word, value] of WORDS) {
      if (this.text.startsWith(word, this.at)) { this.at += word.length; return value; }
    }
    const number = this.match(NUMBER) || this.fail();
    if (number[1] || number[2] || number[0] === "-0" || number[0].length > 17) return FLAW;
    return Number(number[0]);
  }
  array(depth) {
    const members = [];
    this.at += 1;
    if (this.next("]")) return members;
    do members.push(this.value(depth)); while (this.next(","));
    return this.next("]") ? members : this.fail();
  }
  object(depth) {
    const members = new Map();
    let twice = false;
    this.at += 1;
    if (this.next("}")) return members;
    do {
      this.space();
      if (this.text[this.at] !== '"') this.fail();
      const key = this.string();
      if (!this.next(":")) this.fail();
      twice ||= members.has(key);
      members.set(key, this.value(depth));
    } while (this.next(","));
    if (!this.next("}")) this.fail();
    return twice ? FLAW : members;
  }
  string() {
    let found = "";
    this.at += 1;
    for (;;) {
      found += this.match(PLAIN)[0];
      const end = this.text[this.at];
      this.at += 1;
      if (end === '"') return found;
      if (end !== "\\") this.fail();
      const letter = this.text[this.at];
      this.at += 1;
      if (letter === "u") {
        const digits = this.text.slice(this.at, this.at + 4);
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail();
        found += String.fromCharCode(parseInt(digits, 16));
        this.at += 4;
      } else {
        if (letter === undefined || !Object.hasOwn(ESCAPES, letter)) this.fail();
        found += ESCAPES[letter];
      }
    }
  }
}

const isAscii = (text) => /^[\u0000-\u007f]*$/.test(text);

function checkWritten(value, at) {
  if (typeof value === "string") {
    if (isAscii(value)) return;
    demand(!/\p{Surrogate}/u.test(value), at, "written");
    demand(value.normalize("NFC") === value, at, "written");
  } else if (typeof value === "number") {
    demand(Math.abs(value) <= LIMIT, at, "written");
  } else if (value instanceof Map || Array.isArray(value)) {
    demand(at.length < DEEPEST, at.slice(0, 8), "written");
    for (const [step, member] of value.entries()) {
      demand(typeof step === "number" || isAscii(step), at, "written");
      checkWritten(member, [...at, step]);
    }
  } else {
    demand(typeof value === "boolean", at, "written");
  }
}

/** The one way to write a value (RFC 8785). */
function canonical(value) {
  if (value instanceof Map) {
    return `{${[...value.keys()].sort().map((key) => `${JSON.stringify(key)}:${canonical(value.get(key))}`).join(",")}}`;
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  return JSON.stringify(value);
}

// --------------------------------------------------------------------------------------------------------
// Hashing (sections 2 and 4).

const encoder = new TextEncoder();
const utf8 = (text) => encoder.encode(text);
const mac = (key, data) => hmac(sha256, key, data);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}

/** Every part behind its length, so that no two lists of parts give the same bytes. */
function frame(...parts) {
  const framed = [];
  for (const part of parts) {
    const bytes = typeof part === "string" ? utf8(part) : part, n = bytes.length;
    framed.push(Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n), bytes);
  }
  return joined(...framed);
}

const labelled = (label, value) => hex(sha256(frame(`hrdraw-1/${label}`, utf8(canonical(value)))));
/** One key for each purpose, so that no ticket is used for two (4.4). */
const keyFor = (purpose, prk) => mac(prk, joined(utf8(`hrdraw-1/${purpose}`), Uint8Array.of(1)));

/** RFC 9162, 2.1.1. Built from the leaves up, an odd one left over waits: the same tree. */
function merkleRoot(records, progress) {
  const leaf = (record, n) => {
    if (n % 5000 === 0) progress("hash", n / records.length);
    return sha256(joined(Uint8Array.of(0), utf8(canonical(record))));
  };
  let level = records.length ? records.map(leaf) : [sha256(new Uint8Array())];
  while (level.length > 1) {
    const above = [];
    for (let n = 0; n + 1 < level.length; n += 2) above.push(sha256(joined(Uint8Array.of(1), level[n], level[n + 1])));
    if (level.length % 2) above.push(level[level.length - 1]);
    level = above;
  }
  return level[0];
}

function compare(left, right) {
  for (let n = 0; n < 32; n += 1) if (left[n] !== right[n]) return left[n] - right[n];
  return 0;
}

/** Lower ticket first, then lower id. */
function byTicket(ids, ticket) {
  const tickets = ids.map((id) => [ticket(id), id]);
  return tickets.sort((a, b) => compare(a[0], b[0]) || (a[1] < b[1] ? -1 : 1)).map(([, id]) => id);
}

// --------------------------------------------------------------------------------------------------------
// What the input looks like (section 3): objects have exactly these fields, [x] is an array of x, IDS a sorted
// set of ids, `oneOf` lists the words allowed, COUNT is a number up to a million, and a string names a form.

const FORM = {
  id: /^[A-Za-z0-9._:-]{1,64}$/, text: /^/, reason: /[^]/, hash: /^[0-9a-f]{64}$/, salt: /^(?:|(?:[0-9a-f]{2}){16,})$/,
  moment: /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/,
};
const COUNT = Symbol("count"), IDS = Symbol("ids"), ANYTHING = Symbol("anything");
const oneOf = (...words) => new Set(words);
const SLOT = { role: "text", district: oneOf("any", "local", "cross"), dept: "text", quals: IDS };
const STRATUM = {
  id: "id", num: COUNT, min: COUNT, max: COUNT, pool_k: COUNT, den: COUNT, base: oneOf("eligible", "all"), team: "text",
  items: ["id"], pool: IDS,
};
const SOURCE = { id: "id", kind: oneOf("drand", "nist", "lottery", "dice"), description: "text", pattern: "text" };
const PARAMS = {
  spec: oneOf("hrdraw-1"), draw_id: "id", title: "text", teams: { "any id": [SLOT] }, strata: [STRATUM],
  relaxations: [oneOf("rotation", "district", "capacity")], entropy: [{ deadline: "moment", sources: [SOURCE] }],
  secrets: [{ party: "id", commit: "hash" }],
};
const SUBJECTS = [{
  id: "id", stratum: "text", district: "text", status: oneOf("eligible", "excluded", "certain"), reason: "text",
  groups: IDS, salt: "salt",
}];
const INSPECTORS = [{
  id: "id", district: "text", dept: "text", capacity: COUNT, load_before: COUNT, quals: IDS, conflicts: IDS, rotation: IDS,
  salt: "salt",
}];
const INPUT = {
  params: PARAMS, subjects: SUBJECTS, inspectors: INSPECTORS,
  transcript: { alternative: COUNT, entropy: [{ id: "id", value: "text" }], secrets: [{ party: "id", value: "text" }] },
  amendments: [{ kind: oneOf("replace_subject", "replace_inspector"), subject: "id", inspector: "text", reason: "reason" }],
};
const FILE = { description: "text", input: INPUT, expected: ANYTHING };

/** Refuse a value that has not the shape. */
function conform(value, shape, at) {
  if (shape === ANYTHING) return;
  if (typeof shape === "string") {
    demand(typeof value === "string" && FORM[shape].test(value), at, "shape");
  } else if (shape instanceof Set) {
    demand(shape.has(value), at, "shape");
  } else if (shape === COUNT) {
    demand(typeof value === "number" && value >= 0 && value <= MILLION, at, "shape");
  } else if (shape === IDS || Array.isArray(shape)) {
    demand(Array.isArray(value), at, "shape");
    demand((shape !== SUBJECTS && shape !== INSPECTORS) || value.length <= MILLION, at, "rule");
    const member = shape === IDS ? "id" : shape[0];
    value.forEach((each, number) => conform(each, member, [...at, number]));
    if (shape === IDS) ascending(value, at);
  } else {
    demand(value instanceof Map, at, "shape");
    const any = shape["any id"], names = any ? [...value.keys()] : Object.keys(shape);
    for (const name of [...value.keys()].sort()) {
      demand(any || Object.hasOwn(shape, name), [...at, name], "shape");
      conform(name, "id", [...at, name]);
    }
    for (const name of names) demand(value.has(name), [...at, name], "shape");
    for (const name of names) conform(value.get(name), any || shape[name], [...at, name]);
  }
}

function ascending(values, at, ...name) {
  for (let n = 1; n < values.length; n += 1) demand(values[n - 1] < values[n], [...at, n, ...name], "order");
}

function distinct(records, name, at) {
  const seen = new Set();
  records.forEach((record, n) => {
    demand(!seen.has(record.get(name)), [...at, n, name], "order");
    seen.add(record.get(name));
  });
}

/** What the shape cannot say (3.1, 3.2, 4.1). */
function checkInput(value, at) {
  const params = value.get("params");
  checkParams(params, [...at, "params"]);
  checkSubjects(value.get("subjects"), params, [...at, "subjects"]);
  ascending(value.get("inspectors").map((each) => each.get("id")), [...at, "inspectors"], "id");
  checkTranscript(value.get("transcript"), params, [...at, "transcript"]);
}

function checkSubjects(subjects, params, at) {
  ascending(subjects.map((each) => each.get("id")), at, "id");
  const strata = new Set(params.get("strata").map((stratum) => stratum.get("id")));
  subjects.forEach((subject, n) => {
    demand(strata.has(subject.get("stratum")), [...at, n, "stratum"], "rule");
    const bare = (subject.get("status") === "eligible") === (subject.get("reason") === "");
    demand(bare, [...at, n, "reason"], "rule");
  });
}

/** What the shape cannot say about the parameters (3.3). */
function checkParams(params, at) {
  for (const [name, slots] of params.get("teams")) demand(slots.length >= 2, [...at, "teams", name], "rule");
  distinct(params.get("strata"), "id", [...at, "strata"]);
  params.get("strata").forEach((stratum, n) => {
    const rule = (holds, name) => demand(holds, [...at, "strata", n, name], "rule");
    const items = new Set(stratum.get("items")), pool = stratum.get("pool");
    rule(stratum.get("den") >= 1, "den");
    rule(stratum.get("num") <= stratum.get("den"), "num");
    rule(stratum.get("min") <= stratum.get("max"), "min");
    rule(params.get("teams").has(stratum.get("team")), "team");
    rule(items.size === stratum.get("items").length, "items");
    rule(!pool.some((item) => items.has(item)), "pool");
    rule(stratum.get("pool_k") <= pool.length, "pool_k");
  });
  distinct(params.get("secrets"), "party", [...at, "secrets"]);
  demand(params.get("entropy").length > 0, [...at, "entropy"], "rule");
  params.get("entropy").forEach((alternative, n) => {
    const here = [...at, "entropy", n], sources = alternative.get("sources");
    demand(isMoment(alternative.get("deadline")), [...here, "deadline"], "rule");
    demand(sources.length > 0, [...here, "sources"], "rule");
    distinct(sources, "id", [...here, "sources"]);
    sources.forEach((source, index) => readPattern(source.get("pattern"), [...here, "sources", index, "pattern"]));
  });
}

function isMoment(text) {
  const [year, month, day, hour, minute, second] = text.match(/[0-9]+/g).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] && hour < 24 && minute < 60 && second < 60;
}

// --------------------------------------------------------------------------------------------------------
// Announced values: their form, their pattern, opened secrets (4.2 and 4.3).

const MEMBER = /([^\\^[\]-])(?:-([^\\^[\]-]))?/y;
const TIMES = /\{([1-9][0-9]{0,2})\}/y;
const KINDS = {
  drand: /^[0-9a-f]{64}$/, nist: /^[0-9a-f]{128}$/, dice: /^[1-6]+$/,
  lottery: /^[0-9]{2}(?:,[0-9]{2})*(?:\+[0-9]{2}(?:,[0-9]{2})*)*$/,
};
const at_ = (pattern, text, place) => { pattern.lastIndex = place; return pattern.exec(text); };

/** The pattern as a list of [what, times]; `what` is a list of ranges of characters, or {inner: such a list again}. */
function readPattern(text, at) {
  demand(/^[ -~]{1,200}$/.test(text), at, "pattern");
  const [sequence, end] = readSequence(text, 0, at);
  demand(end === text.length, at, "pattern");
  return sequence;
}

function readSequence(text, start, at) {
  const atoms = [];
  let place = start;
  while (place < text.length && text[place] !== ")") {
    let what = [[text[place], text[place]]];
    if (text[place] === "(") {
      const [inner, end] = readSequence(text, place + 1, at);
      what = { inner };
      place = end;
      demand(text[place] === ")", at, "pattern");
    } else if (text[place] === "[") {
      what = [];
      place += 1;
      while (text[place] !== "]" || !what.length) {
        const member = at_(MEMBER, text, place);
        demand(member && member[1] <= (member[2] ?? member[1]), at, "pattern");
        what.push([member[1], member[2] ?? member[1]]);
        place += member[0].length;
      }
    } else if (text.startsWith("\\+", place)) {
      what = [["+", "+"]];
      place += 1;
    } else {
      demand(!"\\^$.|?*+()[]{}".includes(text[place]), at, "pattern");
    }
    const times = at_(TIMES, text, place + 1);
    place += 1 + (times ? times[0].length : 0);
    atoms.push([what, times ? Number(times[1]) : 1]);
  }
  demand(atoms.length > 0, at, "pattern");
  return [atoms, place];
}

const lengthOf = (atoms) => atoms.reduce((sum, [what, times]) => sum + times * (what.inner ? lengthOf(what.inner) : 1), 0);

/** Whether the value has the pattern at a place; every pattern fits one length only, compared beforehand. */
function fits(atoms, value, start) {
  let place = start;
  for (const [what, times] of atoms) {
    const step = what.inner ? lengthOf(what.inner) : 1;
    for (let n = 0; n < times; n += 1) {
      const good = what.inner ? fits(what.inner, value, place)
        : what.some(([first, last]) => first <= value[place] && value[place] <= last);
      if (!good) return false;
      place += step;
    }
  }
  return true;
}

function checkTranscript(transcript, params, at) {
  const chosen = params.get("entropy")[transcript.get("alternative")];
  demand(chosen, [...at, "alternative"], "rule");
  const sources = chosen.get("sources"), entries = transcript.get("entropy");
  checkOrder(entries, sources, "id", [...at, "entropy"]);
  sources.forEach((source, n) => {
    const here = [...at, "entropy", n, "value"], value = entries[n].get("value"), kind = source.get("kind");
    demand(KINDS[kind].test(value), here, "announced");
    if (kind === "lottery") {
      for (const zone of value.split("+")) {
        const numbers = zone.split(",");
        demand(numbers.every((each, place) => place === 0 || numbers[place - 1] < each), here, "announced");
      }
    }
    const pattern = readPattern(source.get("pattern"), here);
    demand(lengthOf(pattern) === value.length && fits(pattern, value, 0), here, "announced");
  });
  const secrets = transcript.get("secrets");
  checkOrder(secrets, params.get("secrets"), "party", [...at, "secrets"]);
  params.get("secrets").forEach((secret, n) => {
    const here = [...at, "secrets", n, "value"], value = secrets[n].get("value");
    demand(FORM.hash.test(value), here, "announced");
    const opened = sha256(frame("hrdraw-1/secret", params.get("draw_id"), secret.get("party"), unhex(value)));
    demand(hex(opened) === secret.get("commit"), here, "secret");
  });
}

function checkOrder(entries, declared, name, at) {
  for (let n = 0; n < Math.min(entries.length, declared.length); n += 1) {
    demand(entries[n].get(name) === declared[n].get(name), [...at, n, name], "order");
  }
  demand(entries.length === declared.length, at, "order");
}

// --------------------------------------------------------------------------------------------------------
// Which subjects (section 5): the lowest tickets, in every stratum on its own.

const map = (pairs) => new Map(Object.entries(pairs));

/** What the result says about a stratum, and everyone eligible in the order of their tickets. */
function drawStratum(stratum, subjects, prk) {
  const id = stratum.get("id"), population = subjects.filter((each) => each.get("stratum") === id);
  const having = (status) => population.filter((each) => each.get("status") === status).map((each) => each.get("id"));
  const eligible = having("eligible"), n = stratum.get("base") === "eligible" ? eligible.length : population.length;
  const [num, den] = [stratum.get("num"), stratum.get("den")].map(BigInt);
  const wanted = Number((num * BigInt(n) + den - 1n) / den);
  const k = Math.min(Math.max(wanted, stratum.get("min")), stratum.get("max"), eligible.length);
  const key = keyFor("select", prk);
  const ranked = byTicket(eligible, (subject) => mac(key, frame(id, subject)));
  const record = map({
    id, population: population.length, eligible: eligible.length, k, certain: having("certain").sort(),
    selected: ranked.slice(0, k), reserve: ranked.slice(k, 2 * k),
  });
  return [record, ranked];
}

// --------------------------------------------------------------------------------------------------------
// Who goes where (section 6). Sets of slots are arrays of 32-bit words, one bit for each slot.

class Relaxed {
  constructor(entries) {
    this.rotation = entries.includes("rotation");
    this.district = entries.includes("district");
    this.capacity = entries.filter((each) => each === "capacity").length;
  }
}

const capacity = (person, relaxed) => (person.capacity > 0 ? person.capacity + relaxed.capacity : 0);

const personOf = (record) => ({
  id: record.get("id"), district: record.get("district"), dept: record.get("dept"), capacity: record.get("capacity"),
  before: record.get("load_before"), quals: new Set(record.get("quals")), conflicts: new Set(record.get("conflicts")),
  rotation: new Set(record.get("rotation")), framed: frame(record.get("id")),
});
const slotOf = (record) => ({
  role: record.get("role"), district: record.get("district"), dept: record.get("dept"), quals: record.get("quals"),
});

/** The rules 1 and 2 of 6.1. */
const skilled = (person, slot) =>
  (slot.dept === "" || slot.dept === person.dept) && slot.quals.every((each) => person.quals.has(each));
/** Rule 3. */
const near = (person, slot, subject, relaxed) => relaxed.district || slot.district === "any"
  || (slot.district === "local") === (person.district === subject.get("district"));
/** Rules 4 and 5. */
const impartial = (person, subject, relaxed) => !person.conflicts.has(subject.get("id"))
  && !subject.get("groups").some((group) => person.conflicts.has(group))
  && (relaxed.rotation || !person.rotation.has(subject.get("id")));
const mayTake = (person, slot, subject, relaxed) =>
  skilled(person, slot) && near(person, slot, subject, relaxed) && impartial(person, subject, relaxed);

const NOBODY = -1, INSIDE = Symbol("inside"), OUTSIDE = Symbol("outside");
const has = (set, slot) => (set[slot >>> 5] >>> (slot & 31)) & 1;
const add = (set, slot) => { set[slot >>> 5] |= 1 << (slot & 31); };
const drop = (set, slot) => { set[slot >>> 5] &= ~(1 << (slot & 31)); };
const lowest = (word) => 31 - Math.clz32(word & -word);

/** All slots to be filled, who may fill them, and who holds them at present. */
class Board {
  constructor(tasks, people, relaxed) {
    this.tasks = tasks;
    this.people = people;
    this.places = tasks.flatMap(([, team], task) => team.map((_, index) => [task, index]));
    this.words = (this.places.length + 31) >>> 5;
    this.first = [];
    let slots = 0;
    for (const [, team] of tasks) { this.first.push(slots); slots += team.length; }
    this.first.push(slots);
    this.free = this.none();
    this.left = slots;
    for (let slot = 0; slot < slots; slot += 1) add(this.free, slot);
    this.holder = new Int32Array(slots).fill(NOBODY);
    // Per person: slots it may take, and those it is kept out of since it holds one of the same task; what it holds.
    this.may = people.map(() => this.none());
    this.busy = people.map(() => this.none());
    this.held = people.map(() => new Set());
    this.who = new Int32Array(slots);
    this.from = new Int32Array(slots);
    this.admit(relaxed);
  }
  none() { return new Uint32Array(this.words); }
  /** Fill `may`: what depends on few things is asked once for each of them. */
  admit(relaxed) {
    const able = new Map(), near_ = new Map();
    this.tasks.forEach(([subject, team], task) => {
      const fair = this.people.map((person) => impartial(person, subject, relaxed));
      team.forEach((slot, index) => {
        if (!able.has(slot)) able.set(slot, this.people.map((person) => skilled(person, slot)));
        const key = `${slot.district} ${subject.get("district")}`;
        if (!near_.has(key)) near_.set(key, this.people.map((person) => near(person, slot, subject, relaxed)));
        const skills = able.get(slot), places = near_.get(key);
        this.people.forEach((_, p) => {
          if (fair[p] && skills[p] && places[p]) add(this.may[p], this.first[task] + index);
        });
      });
    });
  }
  taskOf(slot) { return this.places[slot][0]; }
  isBusy(person, slot, yes) {
    const task = this.taskOf(slot);
    for (let each = this.first[task]; each < this.first[task + 1]; each += 1) (yes ? add : drop)(this.busy[person], each);
  }
  /** Every [person, slot] comes true; whoever held those slots leaves them. */
  move(moves) {
    for (const [, slot] of moves) {
      const old = this.holder[slot];
      if (old === NOBODY) continue;
      this.held[old].delete(slot);
      this.isBusy(old, slot, false);
    }
    for (const [person, slot] of moves) {
      if (has(this.free, slot)) { drop(this.free, slot); this.left -= 1; }
      this.holder[slot] = person;
      this.held[person].add(slot);
      this.isBusy(person, slot, true);
    }
  }
  /** Slots a person may enter from outside their tasks. */
  outside(person) { return this.may[person].map((word, n) => word & ~this.busy[person][n]); }
  inside(person, slot) {
    const found = this.none(), task = this.taskOf(slot);
    for (let each = this.first[task]; each < this.first[task + 1]; each += 1) if (has(this.may[person], each)) add(found, each);
    return found;
  }
  /**
   * Breadth first through all chains of moves that begin with the person entering one of `entries`: who held
   * that slot must enter another, one of the same task or any of a task where it holds none; and so on, never a
   * slot that is barred. Moves that end in the goal, or null; and the slots that came into reach, the barred too.
   */
  search(person, entries, barred, goal) {
    const seen = barred.slice(), waiting = [[person, NOBODY, entries]], turned = new Set();
    const enter = (who, left, slot) => {
      const other = this.holder[slot];
      this.who[slot] = who;
      this.from[slot] = left;
      if (other === NOBODY) return;
      waiting.push([other, slot, INSIDE]);
      if (!turned.has(other)) { turned.add(other); waiting.push([other, slot, OUTSIDE]); }
    };
    for (let head = 0; head < waiting.length; head += 1) {
      const [who, left, where] = waiting[head], may = this.may[who], busy = this.busy[who];
      waiting[head] = null;
      if (where === INSIDE) {
        const task = this.taskOf(left);
        for (let slot = this.first[task]; slot < this.first[task + 1]; slot += 1) {
          if (!has(may, slot) || has(seen, slot)) continue;
          if (goal && has(goal, slot)) return [this.chain(who, left, slot), seen];
          add(seen, slot);
          enter(who, left, slot);
        }
        continue;
      }
      for (let w = 0; goal && w < this.words; w += 1) {
        const hit = (where === OUTSIDE ? may[w] & ~busy[w] : where[w]) & goal[w] & ~seen[w];
        if (hit) return [this.chain(who, left, (w << 5) + lowest(hit)), seen];
      }
      for (let w = 0; w < this.words; w += 1) {
        let fresh = (where === OUTSIDE ? may[w] & ~busy[w] : where[w]) & ~seen[w];
        seen[w] |= fresh;
        for (; fresh; fresh &= fresh - 1) enter(who, left, (w << 5) + lowest(fresh));
      }
    }
    return [null, seen];
  }
  chain(who, left, slot) {
    const moves = [[who, slot]];
    for (let each = left; each !== NOBODY; each = this.from[each]) moves.push([this.who[each], each]);
    return moves;
  }
}

/** Phase 1 (6.4): whoever can be given one more slot gets one, level by level, in ticket order. */
function balance(board, caps, prk) {
  const { people } = board, key = keyFor("load", prk), load = people.map(() => 0);
  // What was searched in vain stays in vain: chains that succeed later never pass through it.
  let open = people.map((_, p) => p), vain = board.none(), level = 0;
  for (;;) {
    open = open.filter((p) => load[p] < caps[p]);
    if (!board.left || !open.length) return;
    // Levels without a candidate change nothing and are passed over.
    level = Math.max(level + 1, 1 + open.reduce((least, p) => Math.min(least, people[p].before), Infinity));
    const candidates = open.filter((p) => people[p].before < level), closed = new Set();
    for (const p of inOrder(candidates, people, (person) => mac(key, joined(frame(String(level)), person.framed)))) {
      if (!board.left) return;
      const [moves, seen] = board.search(p, board.outside(p), vain, board.free);
      if (moves) { board.move(moves); load[p] += 1; } else { vain = seen; closed.add(p); }
    }
    open = open.filter((p) => !closed.has(p));
  }
}

const inOrder = (candidates, people, ticket) => candidates.map((p) => [ticket(people[p]), people[p].id, p])
  .sort((a, b) => compare(a[0], b[0]) || (a[1] < b[1] ? -1 : 1)).map(([, , p]) => p);

/** The proof that the slots cannot all be filled (6.6): at most `bound` of `need` ever can. */
function certificate(board, caps, level) {
  let reached = board.none();
  board.people.forEach((_, p) => {
    if (board.held[p].size < caps[p]) [, reached] = board.search(p, board.outside(p), reached, null);
  });
  const short = board.places.map((_, slot) => slot).filter((slot) => !has(reached, slot));
  const slots = short.map((slot) => [board.tasks[board.taskOf(slot)][0].get("id"), board.places[slot][1]]);
  slots.sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1));
  let bound = 0;
  board.people.forEach((_, p) => {
    bound += Math.min(caps[p], new Set(short.filter((slot) => has(board.may[p], slot)).map((slot) => board.taskOf(slot))).size);
  });
  return map({ level, slots, need: slots.length, bound });
}

/** Phase 2 (6.5): loads fixed, every slot to the first by ticket with whom the rest still works. */
function place(board, prk, progress) {
  const { tasks, people } = board, order = keyFor("order", prk), assign = keyFor("assign", prk);
  // A large draw has millions of tickets: one hash and one place for each person's ticket are used again and again.
  const scratch = sha256.create(), store = new Uint8Array(32 * people.length);
  const tickets = people.map((_, p) => store.subarray(32 * p, 32 * p + 32));
  const fixed = board.none(), loose = people.map((_, p) => board.held[p].size);
  const numbers = new Map(tasks.map(([subject], task) => [subject.get("id"), task]));
  let done = 0;
  for (const name of byTicket([...numbers.keys()], (subject) => mac(order, frame(subject)))) {
    const task = numbers.get(name), key = sha256.create().update(mac(assign, frame(name))), chosen = new Set();
    progress("assign", done / tasks.length);
    done += 1;
    for (let slot = board.first[task]; slot < board.first[task + 1]; slot += 1) {
      const candidates = [];
      for (let p = 0; p < people.length; p += 1) {
        // Who has nothing left to give up cannot come in; nor who was chosen for this task already.
        if (!loose[p] || !has(board.may[p], slot) || chosen.has(p)) continue;
        key._cloneInto(scratch).update(people[p].framed).digestInto(tickets[p]);
        candidates.push(p);
      }
      settle(board, slot, fixed, candidates, tickets);
      add(fixed, slot);
      chosen.add(board.holder[slot]);
      loose[board.holder[slot]] -= 1;
    }
  }
  return new Map(tasks.map(([subject], task) => [
    subject.get("id"), Array.from(board.holder.slice(board.first[task], board.first[task + 1]), (p) => people[p].id),
  ]));
}

/**
 * Give the slot to the first candidate for whom its holder can be made good by a chain of moves. The candidate
 * gives up one slot in exchange, the one of this task if it holds one there; so everybody's load stays.
 */
function settle(board, slot, fixed, candidates, tickets) {
  const holder = board.holder[slot], task = board.taskOf(slot), barred = fixed.slice();
  add(barred, slot);
  let reached = null, entries = null;
  while (candidates.length) {
    const p = takeLowest(candidates, tickets, board.people);
    if (p === holder) return;
    const loose = [...board.held[p]].filter((each) => !has(fixed, each)), same = loose.filter((each) => board.taskOf(each) === task);
    const givenUp = (same.length ? same : loose).filter((each) => !reached || has(reached, each));
    if (!givenUp.length) continue;
    const goal = board.none();
    for (const each of givenUp) add(goal, each);
    if (!entries) {
      entries = board.outside(holder);
      board.inside(holder, slot).forEach((word, n) => { entries[n] |= word; });
    }
    const [moves, seen] = board.search(holder, entries, barred, goal);
    if (moves) { board.move([...moves, [p, slot]]); return; }
    reached = seen;
  }
}

/** Remove and return who has the lowest ticket; seldom more than a few are asked for, so nothing is sorted. */
function takeLowest(candidates, tickets, people) {
  let best = 0;
  for (let n = 1; n < candidates.length; n += 1) {
    const order = compare(tickets[candidates[n]], tickets[candidates[best]]);
    if (order < 0 || (order === 0 && people[candidates[n]].id < people[candidates[best]].id)) best = n;
  }
  const found = candidates[best], last = candidates.pop();
  if (best < candidates.length) candidates[best] = last;
  return found;
}

/** The ladder of 6.3: level, certificates, and teams by subject or null. */
function assign(tasks, people, relaxations, prk, progress) {
  const certificates = [];
  for (let level = 0; level <= relaxations.length; level += 1) {
    const relaxed = new Relaxed(relaxations.slice(0, level)), caps = people.map((person) => capacity(person, relaxed));
    const board = new Board(tasks, people, relaxed);
    balance(board, caps, prk);
    if (!board.left) return [level, certificates, place(board, prk, progress)];
    certificates.push(certificate(board, caps, level));
  }
  return [relaxations.length, certificates, null];
}

// --------------------------------------------------------------------------------------------------------
// The result (section 7) and what was replaced later (7.1).

/** Who inspects whom: after the draw, and after every amendment that follows. */
class Draw {
  constructor(value, drawn, prk, progress) {
    const params = value.get("params");
    this.prk = prk;
    this.relaxations = params.get("relaxations");
    this.strata = new Map(params.get("strata").map((stratum) => [stratum.get("id"), stratum]));
    this.slots = new Map([...params.get("teams")].map(([name, slots]) => [name, slots.map(slotOf)]));
    this.subjects = new Map(value.get("subjects").map((subject) => [subject.get("id"), subject]));
    this.people = value.get("inspectors").map(personOf);
    this.byId = new Map(this.people.map((person) => [person.id, person]));
    this.ranked = new Map(drawn.map(([stratum, ranked]) => [stratum.get("id"), ranked]));
    // Who was drawn or put in as a replacement can never be put in again.
    this.used = new Set(drawn.flatMap(([stratum]) => stratum.get("selected")));
    this.picked = drawn.flatMap(([stratum]) => [...stratum.get("certain"), ...stratum.get("selected")]);
    const tasks = this.picked.map((name) => [this.subjects.get(name), this.team(name)]);
    const [level, certificates, teams] = assign(tasks, this.people, this.relaxations, prk, progress);
    this.relaxed = new Relaxed(this.relaxations.slice(0, level));
    this.complete = teams !== null;
    // Per subject the inspector in each slot ("" is vacant), and who left that team before.
    this.members = teams || new Map();
    this.gone = new Map([...this.members.keys()].map((name) => [name, new Set()]));
    this.load = new Map();
    for (const team of this.members.values()) this.carry(team, 1);
    this.assignment = map({
      status: this.complete ? "complete" : "infeasible", level, certificates,
      teams: [...this.members.keys()].sort().map((subject) => map({ subject, items: this.items(subject), members: this.named(subject) })),
      loads: [...this.load.keys()].sort().map((inspector) => map({ inspector, load: this.load.get(inspector) })),
    });
  }
  stratum(subject) { return this.strata.get(this.subjects.get(subject).get("stratum")); }
  team(subject) { return this.slots.get(this.stratum(subject).get("team")); }
  carry(team, by) { for (const who of team) if (who) this.load.set(who, (this.load.get(who) || 0) + by); }
  /** The fixed items, then those of the pool with the lowest tickets (5). */
  items(subject) {
    const stratum = this.stratum(subject), key = keyFor("item", this.prk);
    const pool = byTicket(stratum.get("pool"), (item) => mac(key, frame(subject, item)));
    return [...stratum.get("items"), ...pool.slice(0, stratum.get("pool_k")).sort()];
  }
  named(subject) {
    const members = this.members.get(subject);
    return this.team(subject).map((slot, index) => map({ role: slot.role, inspector: members[index] })).filter((each) => each.get("inspector"));
  }
  /** Work off one amendment; there is nothing to choose in it. */
  amend(entry, at) {
    const [kind, subject, inspector] = ["kind", "subject", "inspector"].map((name) => entry.get(name));
    demand(this.complete, at, "amendment");
    demand(this.members.has(subject), [...at, "subject"], "amendment");
    let found;
    if (kind === "replace_subject") {
      demand(inspector === "", [...at, "inspector"], "amendment");
      found = this.replaceSubject(subject, entry);
    } else {
      demand(inspector !== "" && this.members.get(subject).includes(inspector), [...at, "inspector"], "amendment");
      found = this.replaceInspector(subject, inspector, entry);
    }
    const [outcome, holder, certificates] = found;
    return new Map([...entry, ...map({
      new_subject: kind === "replace_subject" ? holder : "", outcome, members: holder ? this.named(holder) : [], certificates,
    })]);
  }
  replaceSubject(old, entry) {
    const team = this.members.get(old), gone = this.gone.get(old);
    this.members.delete(old);
    this.gone.delete(old);
    const next = this.ranked.get(this.subjects.get(old).get("stratum")).find((subject) => !this.used.has(subject));
    if (next === undefined) {
      this.carry(team, -1);
      return ["no-reserve", "", []];
    }
    this.used.add(next);
    const slots = this.team(next), subject = this.subjects.get(next);
    if (team.every((who, index) => who && mayTake(this.byId.get(who), slots[index], subject, this.relaxed))) {
      this.members.set(next, team);
      this.gone.set(next, gone);
      return ["kept-team", next, []];
    }
    this.carry(team, -1);
    const [found, certificates] = this.again(next, slots, new Set(), entry);
    this.members.set(next, found || slots.map(() => ""));
    this.gone.set(next, new Set());
    return [found ? "assigned" : "infeasible", next, certificates];
  }
  replaceInspector(subject, leaver, entry) {
    const team = this.members.get(subject), index = team.indexOf(leaver);
    const barred = new Set([...this.gone.get(subject), ...team]);
    this.gone.get(subject).add(leaver);
    this.carry([leaver], -1);
    const [found, certificates] = this.again(subject, [this.team(subject)[index]], barred, entry);
    team[index] = found ? found[0] : "";
    return [found ? "assigned" : "infeasible", subject, certificates];
  }
  /** Section 6 for one task with what is left of everybody's capacity: its team or null, and certificates. */
  again(subject, slots, barred, entry) {
    const people = this.people.filter((person) => !barred.has(person.id)).map((person) => {
      const load = this.load.get(person.id) || 0;
      return { ...person, capacity: Math.max(0, capacity(person, this.relaxed) - load), before: person.before + load };
    });
    const prk = mac(this.prk, frame("hrdraw-1/amend", entry.get("kind"), entry.get("subject"), entry.get("inspector")));
    const [, certificates, teams] = assign([[this.subjects.get(subject), slots]], people, this.relaxations, prk, () => {});
    const found = teams ? teams.get(subject) : null;
    this.carry(found || [], 1);
    return [found, certificates];
  }
  /** Slots that fewer than four people with any capacity could have taken (9): [how many, subject, slot]. */
  narrow() {
    const able = this.people.filter((person) => person.capacity > 0), found = [];
    for (const name of [...this.picked].sort()) {
      this.team(name).forEach((slot, index) => {
        let many = 0;
        for (let p = 0; p < able.length && many < 4; p += 1) many += mayTake(able[p], slot, this.subjects.get(name), this.relaxed) ? 1 : 0;
        if (many < 4) found.push([many, name, index]);
      });
    }
    return found;
  }
}

/** The whole record that follows from an input which passed `checkInput`, and the slots that few could take. */
function recompute(value, at, progress) {
  const params = value.get("params"), spec = "hrdraw-1", draw_id = params.get("draw_id");
  const manifest = map({ spec, draw_id, params_hash: labelled("params", params) });
  for (const name of ["subjects", "inspectors"]) {
    manifest.set(`${name}_root`, hex(merkleRoot(value.get(name), progress)));
    manifest.set(`${name}_count`, value.get(name).length);
  }
  const commitment = labelled("commit", manifest);
  const prk = mac(unhex(commitment), frame("hrdraw-1/entropy", utf8(canonical(value.get("transcript")))));
  progress("select", 0);
  const drawn = params.get("strata").map((stratum) => drawStratum(stratum, value.get("subjects"), prk));
  progress("assign", 0);
  const draw = new Draw(value, drawn, prk, progress), narrow = draw.narrow();
  const record = map({
    spec, draw_id, manifest, commitment, transcript: value.get("transcript"), prk: hex(prk),
    strata: drawn.map(([stratum]) => stratum), assignment: draw.assignment,
  });
  let previous = labelled("result", record);
  record.set("result_hash", previous);
  record.set("amendments", value.get("amendments").map((entry, n) => {
    const amended = draw.amend(entry, [...at, "amendments", n]).set("prev", previous);
    previous = labelled("amendment", amended);
    return amended.set("hash", previous);
  }));
  return [record, narrow];
}

// --------------------------------------------------------------------------------------------------------
// The verdict (sections 9 and 11).

/** The way to the first place where two values differ, keys in order, or null. */
function firstDifference(left, right, at = []) {
  if (Array.isArray(left) && Array.isArray(right)) {
    for (let n = 0; n < Math.max(left.length, right.length); n += 1) {
      if (n >= left.length || n >= right.length) return [...at, n];
      const found = firstDifference(left[n], right[n], [...at, n]);
      if (found) return found;
    }
    return null;
  }
  if (left instanceof Map && right instanceof Map) {
    for (const key of [...new Set([...left.keys(), ...right.keys()])].sort()) {
      if (!left.has(key) || !right.has(key)) return [...at, key];
      const found = firstDifference(left.get(key), right.get(key), [...at, key]);
      if (found) return found;
    }
    return null;
  }
  return left === right ? null : at;
}

const HALVES = { subjects: ["subjects_root", "subjects_count"], inspectors: ["inspectors_root", "inspectors_count"] };
const MANIFEST = {
  spec: "text", draw_id: "text", params_hash: "text", subjects_root: "hash", subjects_count: COUNT, inspectors_root: "hash",
  inspectors_count: COUNT,
};

/** What the public part of a draw gives, field by field, while the teams are not public; and what that covers. */
function recomputePart(document_, progress) {
  for (const name of ["params", "manifest", "commitment", "subjects"]) demand(document_.has(name), [name], "shape");
  const [params, subjects, given] = ["params", "subjects", "manifest"].map((name) => document_.get(name));
  conform(params, PARAMS, ["params"]);
  conform(subjects, SUBJECTS, ["subjects"]);
  conform(given, MANIFEST, ["manifest"]);
  checkParams(params, ["params"]);
  checkSubjects(subjects, params, ["subjects"]);
  const hasRoster = subjects.length > 0 || given.get("subjects_count") === 0, spec = "hrdraw-1", draw_id = params.get("draw_id");
  const manifest = new Map([...given, ...map({ spec, draw_id, params_hash: labelled("params", params) })]);
  if (hasRoster) {
    manifest.set(HALVES.subjects[0], hex(merkleRoot(subjects, progress)));
    manifest.set(HALVES.subjects[1], subjects.length);
  }
  const commitment = labelled("commit", manifest), wanted = map({ manifest, commitment });
  const covered = { roster: hasRoster, selection: false, hash: false };
  if (hasRoster && ["transcript", "prk", "strata"].every((name) => document_.has(name))) {
    const transcript = document_.get("transcript");
    conform(transcript, INPUT.transcript, ["transcript"]);
    checkTranscript(transcript, params, ["transcript"]);
    const prk = mac(unhex(commitment), frame("hrdraw-1/entropy", utf8(canonical(transcript))));
    progress("select", 0);
    wanted.set("prk", hex(prk)).set("strata", params.get("strata").map((stratum) => drawStratum(stratum, subjects, prk)[0]));
    covered.selection = true;
    if (document_.has("assignment") && document_.has("result_hash")) {
      const record = new Map([...map({ spec, draw_id, transcript, assignment: document_.get("assignment") }), ...wanted]);
      wanted.set("result_hash", labelled("result", record));
      covered.hash = true;
    }
  }
  return [wanted, covered];
}

/** Whether a file is of the shape of a draw of which a part is not public yet. */
export function isPart(bytes) {
  try {
    const document_ = read(bytes);
    return document_ instanceof Map && document_.has("manifest") && !document_.has("input");
  } catch {
    return false;
  }
}

/** Judge the bytes of a file of which a part is not public yet, as far as that goes. */
export function judgePart(bytes, progress = () => {}) {
  try {
    progress("read", 0);
    const document_ = read(bytes);
    progress("check", 0);
    demand(document_ instanceof Map, [], "shape");
    const [wanted, covered] = recomputePart(document_, progress);
    const known = new Map([...wanted.keys()].map((name) => [name, document_.get(name)]));
    const different = firstDifference(known, wanted), strata = wanted.get("strata") || [];
    return {
      code: different ? 1 : 0, at: different ? written(different) : "$", part: true, covered,
      draw: document_.get("params").get("draw_id"), commitment: wanted.get("commitment"), hash: document_.get("result_hash") ?? "",
      population: document_.get("subjects").length,
      picked: strata.reduce((sum, stratum) => sum + stratum.get("certain").length + stratum.get("selected").length, 0),
    };
  } catch (error) {
    if (error instanceof Refused) return { code: 2, at: written(error.at), kind: error.kind };
    throw error;
  }
}

/**
 * Judge the bytes of a file. `code` is 0 equal, 1 different, 2 refused, as of the command; `at` the place;
 * `kind` why it was refused. Also what was recomputed, for the page, and the record itself on request.
 */
export function judge(bytes, progress = () => {}, { withRecord = false } = {}) {
  let record, narrow, document_;
  try {
    progress("read", 0);
    document_ = read(bytes);
    progress("check", 0);
    conform(document_, FILE, []);
    checkInput(document_.get("input"), ["input"]);
    [record, narrow] = recompute(document_.get("input"), ["input"], progress);
  } catch (error) {
    if (error instanceof Refused) return { code: 2, at: written(error.at), kind: error.kind };
    throw error;
  }
  const different = firstDifference(document_.get("expected"), record), assignment = record.get("assignment");
  return {
    code: different ? 1 : 0, at: different ? written(different) : "$",
    draw: record.get("draw_id"), hash: record.get("result_hash"), commitment: record.get("commitment"),
    population: record.get("strata").reduce((sum, stratum) => sum + stratum.get("population"), 0),
    picked: record.get("strata").reduce((sum, stratum) => sum + stratum.get("certain").length + stratum.get("selected").length, 0),
    complete: assignment.get("status") === "complete", teams: assignment.get("teams").length,
    certificates: assignment.get("certificates").length, amendments: record.get("amendments").length,
    narrow: narrow.length, few: narrow.slice(0, 20), ...(withRecord ? { record: canonical(record) } : {}),
  };
}
