// A look inside: what was understood, request and response, and what is kept.

import { desk, watch } from "./desk.js";
import { find, make } from "./dom.js";
import { doing, tell } from "./talk.js";

const FALLBACK = "AMAZON.FallbackIntent";
const request = make("textarea", { id: "request", rows: 14, spellcheck: "false" });
const response = make("pre", { id: "response", tabindex: "0" });
const latest = make("button", { type: "button", hidden: true, click: () => fill(chosen) }, "Show it as it was sent");
let chosen = null;

/** Show the inside of one turn, and open what shows it. */
export function look(entry) {
  fill(entry);
  find("#understood").open = true;
  find("#json").open = true;
  find("#json").scrollIntoView({ block: "nearest" });
}

function fill(entry) {
  chosen = entry;
  request.value = pretty(entry.request);
  response.textContent = pretty(entry.response);
  latest.hidden = true;
  if (entry.kind === "turn") understand(entry);
}

function understand(entry) {
  const known = entry.understood;
  const panel = find("#understood .panel");
  if (!known) {
    panel.replaceChildren(make("p", {}, `${entry.heard}. Nothing was heard that an intent could be found for.`));
    return;
  }
  panel.replaceChildren(
    make("p", { class: "intent" }, make("strong", {}, known.intent), make("span", { class: `how ${known.how}` }, known.how)),
    make("p", {}, known.sample ? `${opinion(known)} “${known.sample}”.` : entry.heard),
    slots(known.slots),
    next(known.next),
  );
}

function opinion({ intent, how }) {
  if (how === "exact") return "It equals";
  return intent === FALLBACK ? "Nothing comes near enough. The closest sample is" : "The closest sample is";
}

function slots(all) {
  if (!all.length) return "";
  const rows = all.map((slot) => make("tr", {}, make("th", { scope: "row" }, slot.name), make("td", {}, slot.said ?? "not said"),
    make("td", {}, slot.said == null ? "" : slot.listed ? `${slot.value}${slot.id ? ` (${slot.id})` : ""}` : "not listed")));
  const head = make("tr", {}, ["Slot", "Said", "Resolved to"].map((title) => make("th", { scope: "col" }, title)));
  return make("table", {}, make("caption", {}, "Slots"), make("thead", {}, head), make("tbody", {}, rows));
}

function next(all) {
  if (!all.length) return "";
  const rows = all.map((each) => make("tr", {}, make("th", { scope: "row" }, each.intent), make("td", {}, each.sample),
    make("td", { class: "number" }, `${Math.round(each.score * 100)} %`)));
  const head = make("tr", {}, ["Intent", "Closest sample", "Near"].map((title) =>
    make("th", { scope: "col", class: title === "Near" && "number" }, title)));
  return make("table", {}, make("caption", {}, "The next best"), make("thead", {}, head), make("tbody", {}, rows));
}

async function sendAgain() {
  let edited;
  try {
    edited = JSON.parse(request.value);
  } catch (error) {
    tell(`This request is not JSON: ${error.message}`);
    request.focus();
    return;
  }
  // What was edited stays, until somebody wants to see it as it was sent.
  await doing("again", { request: edited });
}

function show() {
  const last = desk.entries.slice(desk.fresh).findLast((entry) => entry.request) ?? (desk.fresh ? null : lastTurn());
  if (last && latest.hidden) fill(last);
  else if (last) response.textContent = pretty(last.response);
  find("#kept pre.session").textContent = pretty(desk.state.session);
  find("#kept pre.memory").textContent = desk.state.memory ? pretty(desk.state.memory) : "It is kept behind that door.";
  find("#kept pre.log").textContent = desk.state.log.join("\n") || "Nothing was logged.";
}

const lastTurn = () => desk.entries.findLast((entry) => entry.request);

const pretty = (value) => JSON.stringify(value, null, 2);

/** Begin: lay the panels out. */
export function begin() {
  find("#understood .panel").append(make("p", {}, "Say something, and this tells how it was heard."));
  request.addEventListener("input", () => {
    latest.hidden = !chosen;
  });
  find("#json .panel").append(
    make("label", { for: "request" }, "Request"), request,
    make("div", { class: "row" }, make("button", { type: "button", click: sendAgain }, "Send again"), latest),
    make("h3", { id: "response-title" }, "Response"), response,
  );
  response.setAttribute("aria-labelledby", "response-title");
  const kept = [["session", "In the session"], ["memory", "In the table"], ["log", "In the log"]].flatMap(([name, title]) =>
    [make("h3", { id: `${name}-title` }, title), make("pre", { class: name, tabindex: "0", "aria-labelledby": `${name}-title` })]);
  find("#kept .panel").append(...kept);
  watch(show);
}
