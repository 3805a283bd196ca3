// One entry of the conversation as elements: what was said, what came back, and how.

import { make } from "./dom.js";

const APP = "In the app: ";

/** Build an entry. `onLook` is called when somebody wants to look inside a turn. */
export function build(entry, onLook) {
  const parts = { turn, time, failed, again }[entry.kind]?.(entry, onLook) ?? [note(line(entry))];
  if (entry.difference) parts.push(make("pre", { class: "difference" }, `Not as written.\n${entry.difference}`));
  return make("article", { class: `entry ${entry.kind}` }, parts);
}

function line(entry) {
  if (entry.kind === "app") return `${APP}the person ${entry.what}.`;
  if (entry.kind === "set") return `From here on, ${entry.name} is ${entry.value}.`;
  if (entry.kind === "fault") return entry.what ? `From here on this fails: ${entry.what}.` : "Everything works again.";
  return "";
}

function turn(entry, onLook) {
  const parts = [];
  if (entry.asked) parts.push(spoken("Alexa", entry.asked));
  parts.push(spoken("You", entry.said || "(silence)", "you"));
  if (entry.pieces.length) parts.push(answer("Guide", entry.pieces));
  const look = entry.request && make("button", { type: "button", class: "quiet", click: () => onLook(entry) }, "Look inside");
  parts.push(make("p", { class: "heard" }, entry.heard, " ", look));
  return parts;
}

function time(entry) {
  const rang = entry.rang.map((ring) =>
    make("p", { class: "ring" }, make("strong", {}, ring.at.slice(11)), ` It rings. ${ring.label}.`));
  return [note(`Time passes until ${moment(entry.until)}${rang.length ? "." : ", and nothing rings."}`), ...rang];
}

function failed(entry) {
  const parts = entry.said ? [spoken("You", entry.said, "you")] : [];
  return [...parts, make("p", { class: "trouble" }, `No answer: ${entry.why}`)];
}

function again(entry, onLook) {
  const look = make("button", { type: "button", class: "quiet", click: () => onLook(entry) }, "Look inside");
  return [make("p", { class: "heard" }, "A request of your own, beside the conversation. ", look),
    entry.pieces.length ? answer("Guide", entry.pieces) : note("It answered without words.")];
}

function spoken(who, words, kind = "") {
  return make("p", { class: `line ${kind}` }, make("span", { class: "who" }, `${who} `), words);
}

function answer(who, pieces) {
  const said = pieces.map((piece) => [element(piece), " "]);
  return make("p", { class: "line answer" }, make("span", { class: "who" }, `${who} `), manner(pieces), said);
}

function manner(pieces) {
  const first = pieces.find((piece) => piece.kind !== "pause");
  const traits = [first?.whispered && "whispered", first?.volume < 1 && "soft",
    first && first.rate !== 1 && `${Math.round(first.rate * 100)} % rate`].filter(Boolean);
  return traits.length ? make("span", { class: "manner" }, `(${traits.join(", ")}) `) : null;
}

function element(piece) {
  if (piece.kind === "pause") {
    const pause = make("span", { class: "piece pause" },
      make("span", { class: "unseen" }, "pause of "), `${piece.seconds} s`, make("span", { class: "unseen" }, ","));
    pause.style.setProperty("--seconds", piece.seconds);
    return pause;
  }
  return make("span", { class: `piece ${piece.kind}${piece.whispered ? " whispered" : ""}` }, piece.text);
}

function note(words) {
  return make("p", { class: "note" }, words);
}

/** Write a local time like "Sun 22 Nov, 03:00". */
export function moment(local) {
  const day = new Date(`${local.slice(0, 10)}T12:00:00Z`);
  const written = day.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  return `${written}, ${local.slice(11, 16)}`;
}
