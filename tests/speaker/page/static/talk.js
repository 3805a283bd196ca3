// The conversation: say something, hear the answer, listen, fall silent.

import { act, desk, setUp, watch } from "./desk.js";
import { find, make } from "./dom.js";
import { build } from "./entry.js";
import { canHear, listen as hear } from "./hear.js";
import * as inside from "./inside.js";
import * as ring from "./ring.js";
import { hasVoice, hush, speak, watchVoices } from "./voice.js";

const words = find("#words");
const trouble = find("#trouble");
const stage = find("#stage");
// What a person does is done in the order in which it was done, one thing after the other.
let queue = Promise.resolve();
let sending = false;
// What is being told now: whatever begins to be told later takes its place.
let telling = 0;

/** Do one thing at the desk. Whatever the person is to know of a failure stands below the words; gives success. */
export function doing(name, body) {
  queue = queue.then(() => doNow(name, body));
  return queue;
}

async function doNow(name, body) {
  telling += 1;
  hush();
  ring.rest("thinking");
  tell("");
  try {
    await act(name, body);
    return true;
  } catch (error) {
    tell(error.message, error.gone && make("button", { type: "button", click: startOver }, "Begin a new night"));
    waitOn();
    return false;
  }
}

/** Say words to the guide; "" is a silence. What could not be said stays where it was typed. */
export async function say(said) {
  const typed = words.value;
  if ((await doing("say", { words: said })) && words.value === typed) words.value = "";
}

async function send(event) {
  event.preventDefault();
  // A second press while the first is on its way is the same words.
  if (sending) return;
  sending = true;
  await say(words.value);
  sending = false;
}

/** Tell the person something that must not be overlooked. */
export function tell(message, ...more) {
  trouble.replaceChildren(...[message, ...more].filter(Boolean));
}

async function startOver() {
  tell("");
  await setUp().catch((error) => tell(error.message));
  words.focus();
}

function show() {
  const now = desk.entries.slice(desk.fresh);
  if (desk.opened) playBack(now);
  else perform(now, draw(now.length ? now : desk.entries.slice(-1), desk.entries.length - (now.length || 1)));
}

/** Put entries on the stage, and the first `past` of all below it, newest first. Gives the stage's elements. */
function draw(entries, past) {
  const elements = entries.map((entry) => build(entry, inside.look));
  stage.replaceChildren(...elements);
  const earlier = desk.entries.slice(0, Math.max(past, 0)).reverse();
  find("#earlier").hidden = earlier.length === 0;
  find("#earlier ol").replaceChildren(...earlier.map((entry) => make("li", {}, build(entry, inside.look))));
  return elements;
}

/** Speak what is new, entry by entry, then listen if the session is open. */
async function perform(entries, elements) {
  const mine = ++telling;
  for (const [index, entry] of entries.entries()) {
    if (!(await tellAloud(entry, elements[index]))) break;
  }
  if (mine === telling) waitOn();
}

/** Tell a story that was opened, one entry after the other. */
async function playBack(entries) {
  const mine = ++telling;
  for (const [index, entry] of entries.entries()) {
    const [element] = draw([entry], index);
    if (!(await tellAloud(entry, element, true))) break;
  }
  if (mine !== telling) return;
  draw(entries.slice(-1), entries.length - 1);
  waitOn();
}

/** Speak one entry, its words lit up one after the other. Gives whether it came to the end. */
async function tellAloud(entry, element, lingers = false) {
  const rang = (entry.rang ?? []).map((each) => ({ kind: "words", spoken: each.label, rate: 1, volume: 1 }));
  const pieces = [...(entry.pieces ?? rang), ...(lingers ? [{ kind: "pause", seconds: 1 }] : [])];
  if (!pieces.length) return true;
  find("#hush").hidden = false;
  ring.rest("speaking");
  const spans = element.querySelectorAll(".piece");
  const onPiece = (at) => spans.forEach((span, place) => span.classList.toggle("now", place === at));
  const whole = await speak(pieces, { language: desk.state.locale, aloud: find("#aloud").checked, onPiece });
  if (!whole) onPiece(-1);
  return whole;
}

function waitOn() {
  find("#hush").hidden = true;
  if (!desk.state?.open) {
    ring.rest("closed");
    return;
  }
  ring.listen({ again: desk.entries.at(-1)?.reprompted, isHeld: isBusyElsewhere, onSilence: () => say("") });
}

/** The eight seconds stand still for somebody who types, looks elsewhere on the page, or does not want them. */
function isBusyElsewhere() {
  const place = document.activeElement;
  const elsewhere = place && place !== document.body && !find("#talk").contains(place);
  return words.value !== "" || elsewhere || document.hidden || !find("#patience").checked;
}

function offerVoice() {
  const has = hasVoice(desk.state?.locale ?? "en-US");
  find("#aloud").disabled = !has;
  find("#aloud").parentElement.title = has ? "" : "This browser has no voice of its own.";
}

async function listenToPerson() {
  hush();
  ring.rest("thinking");
  const told = await hear(desk.state.locale, (heard, final) => {
    words.value = heard;
    if (final) say(heard);
  });
  if (told) {
    tell(told);
    waitOn();
  }
}

/** Begin: the form, the buttons, and everything that the desk tells. */
export function begin() {
  watch(show);
  watch(offerVoice);
  watchVoices(offerVoice);
  find("#say").addEventListener("submit", send);
  find("#silence").addEventListener("click", () => say(""));
  find("#hush").addEventListener("click", () => {
    hush();
    words.focus();
  });
  find("#microphone").hidden = !canHear;
  find("#microphone").addEventListener("click", listenToPerson);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hush();
  });
}
