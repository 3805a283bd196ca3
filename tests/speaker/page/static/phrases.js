// Phrases to try, from the interaction model.

import { ask, desk, watch } from "./desk.js";
import { find, make } from "./dom.js";
import { say, tell } from "./talk.js";

let laidFor = null;

async function show() {
  if (laidFor === desk.state.locale || !find("#phrases").open) return;
  laidFor = desk.state.locale;
  try {
    const groups = await ask("phrases");
    find("#phrases .panel").replaceChildren(...groups.map(group));
  } catch (error) {
    laidFor = null;
    tell(error.message);
  }
}

function group({ title, phrases }) {
  const buttons = phrases.map((phrase) => make("button", { type: "button", class: "phrase", click: () => say(phrase) }, phrase));
  return make("section", {}, make("h3", {}, title), make("div", { class: "row" }, buttons));
}

/** Begin: phrases are fetched when somebody opens them. */
export function begin() {
  find("#phrases").addEventListener("toggle", show);
  watch(show);
}
