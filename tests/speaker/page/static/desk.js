// This tab's desk: what has happened there, and who wants to know of it.

import { get, post } from "./api.js";

const KEY = "desk";

export const desk = { id: null, state: null, entries: [], fresh: 0, opened: false, choices: null };
const watchers = [];

/**
 * Have `show(desk)` called after everything that happens. `desk.fresh` is the number of the first new entry, and
 * `desk.opened` tells that all of them come from a transcript.
 */
export function watch(show) {
  watchers.push(show);
}

/** Fetch what the pickers offer. */
export async function choices() {
  desk.choices = await get("choices");
}

/** Go back to this tab's desk, or set one up. */
export async function arrive() {
  desk.id = sessionStorage.getItem(KEY);
  if (desk.id) {
    try {
      return take(await get(`desks/${desk.id}`), true);
    } catch (error) {
      if (!error.gone) throw error;
    }
  }
  return setUp();
}

/** Set up another desk, with a night that has just begun. */
export async function setUp() {
  const made = await post("desks");
  desk.id = made.id;
  sessionStorage.setItem(KEY, made.id);
  take(made, true);
  desk.fresh = 0;
}

/** Do one thing at the desk: what it is called, and what the server has to know. */
export async function act(name, body = {}) {
  const answer = await post(`desks/${desk.id}/${name}`, body);
  desk.opened = name === "play";
  if (answer.state.count !== (answer.anew ? 0 : desk.entries.length) + answer.entries.length) {
    // Another tab is at this desk too.
    return take(await get(`desks/${desk.id}`), true);
  }
  return take(answer, answer.anew);
}

/** Ask the desk for something that changes nothing there. */
export const ask = (name, body) => (body ? post(`desks/${desk.id}/${name}`, body) : get(`desks/${desk.id}/${name}`));

function take(answer, whole) {
  desk.fresh = whole ? (answer.anew ? 0 : answer.entries.length) : desk.entries.length;
  desk.entries = whole ? answer.entries : [...desk.entries, ...answer.entries];
  desk.state = answer.state;
  for (const show of watchers) show(desk);
}
