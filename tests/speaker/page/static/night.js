// The night around the speaker: its clock, its place, its reminders, its person, and what fails.

import { desk, watch } from "./desk.js";
import { field, find, make, select } from "./dom.js";
import { moment } from "./entry.js";
import { doing, tell } from "./talk.js";

const PERMISSIONS = { granted: "Granted already", accepts: "Asked, says yes", declines: "Asked, says no", silent: "Asked, says nothing" };
const DEVICES = { speaker: "No screen", hub: "Hub", round: "Round", tv: "TV" };
const DOORS = { process: "In process", web: "Web service", lambda: "Lambda endpoint" };
const FAULTS = { reminders: "Reminders", settings: "Settings", table: "Memory table", permission: "Asking for the permission" };

const clock = make("input", { type: "datetime-local", id: "until" });
const zone = make("input", { id: "zone", list: "zones" });
const locale = make("select", { id: "locale", change: () => set("locale", locale.value) });
const reminders = make("ul", { id: "reminders" });
const url = make("input", { id: "door-url", type: "url", inputmode: "url" });
const services = {};

const set = (name, value) => doing("set", { name, value }).then((done) => done || show());

const button = (text, click, attributes = {}) => make("button", { type: "button", click, ...attributes }, text);

/** Radio buttons, drawn as one row of choices. */
function choice(legend, name, pairs, choose) {
  const each = Object.entries(pairs).map(([value, text]) => make("label", {},
    make("input", { type: "radio", name, value, change: () => choose(value) }), make("span", {}, text)));
  return make("fieldset", { class: "choice" }, make("legend", {}, legend), each);
}

function check(name, value) {
  for (const radio of document.getElementsByName(name)) radio.checked = radio.value === value;
}

function form(submit, ...content) {
  return make("form", { class: "row", submit: (event) => {
    event.preventDefault();
    submit();
  } }, content);
}

function layNight() {
  find("#night .panel").append(
    make("div", { class: "row" },
      button("10 minutes on", () => doing("time", { minutes: 10 })),
      button("An hour on", () => doing("time", { minutes: 60 })),
      button("To the next ring", () => doing("time", { next: true }))),
    form(() => doing("time", { to: clock.value }), field("Clock", clock), make("button", {}, "Move")),
    form(() => set("zone", zone.value), field("Zone", zone), make("button", {}, "Move")),
    make("datalist", { id: "zones" }, desk.choices.zones.map((value) => make("option", { value }))),
    field("Locale", locale),
    make("h3", {}, "Reminders"), reminders,
    choice("Permission for reminders", "permission", PERMISSIONS, (value) => set("permission", value)),
    make("h3", {}, "In the Alexa app"),
    make("div", { class: "row small" }, desk.choices.app.map((what) => button(capital(what.replace(/^(\w+)s /, "$1 ")), () => doing("app", { what })))),
    button("Begin a new night", newNight, { class: "quiet" }),
  );
  locale.append(...desk.choices.locales.map((value) => make("option", { value }, value)));
}

function layFaults() {
  for (const [name, kinds] of Object.entries(desk.choices.faults)) {
    const pairs = [["", "Works"], ...kinds.map((kind) => [kind, /^\d/.test(kind) ? `Answers ${kind}` : capital(kind)])];
    services[name] = select(pairs, "", { id: `fault-${name}`, change: breakDown });
    find("#faults .panel").append(field(FAULTS[name], services[name]));
  }
  find("#faults .panel").append(
    choice("Door", "door", DOORS, (kind) => kind === "lambda" && !url.value ? url.focus() : openDoor(kind)),
    form(() => openDoor(document.querySelector("[name=door]:checked").value), field("Its address", url), make("button", {}, "Knock")),
    make("p", { class: "hint" }, "Without an address, a web service is started for this tab."));
}

function breakDown() {
  const chosen = Object.entries(services).filter(([, select]) => select.value);
  set("fault", chosen.map(([name, select]) => `${name}:${select.value}`).join(","));
}

const openDoor = (kind) => doing("door", { kind, url: url.value }).then((done) => done || show());

function newNight() {
  if (desk.entries.length && !confirm("Begin a new night? What was said in this one is gone, unless you keep it first.")) return;
  doing("anew");
}

function show() {
  const { state } = desk;
  find("#hours").textContent = state.now.slice(11, 16);
  find("#clock").textContent = `${moment(state.now)} · ${state.zone} · ${state.locale}`;
  if (document.activeElement !== clock) clock.value = state.now.slice(0, 16);
  if (document.activeElement !== zone) zone.value = state.zone;
  if (document.activeElement !== url) url.value = state.door.url;
  locale.value = state.locale;
  check("permission", state.granted ? "granted" : state.permission);
  check("device", state.device);
  check("door", state.door.kind);
  for (const [name, select] of Object.entries(services)) select.value = state.faults[name] ?? "";
  reminders.replaceChildren(...(state.reminders.length ? state.reminders.map(reminder) : [make("li", {}, "None is set.")]));
}

function reminder(each) {
  const days = each.days.length === 7 ? "every night" : each.days.join(", ");
  const rings = each.next ? `rings ${moment(each.next)}` : "is over";
  return make("li", {}, make("strong", {}, each.time), ` ${days} · ${each.label} · ${rings} (${each.zone})`);
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** Begin: lay the panels out. */
export function begin() {
  layNight();
  layFaults();
  find("#devices").replaceWith(Object.assign(choice("Device", "device", DEVICES, (value) => set("device", value)), { id: "devices" }));
  watch(show);
}
