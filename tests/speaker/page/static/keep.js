// Keep a conversation as a transcript, and play one back.

import { ask, desk, watch } from "./desk.js";
import { field, find, make } from "./dom.js";
import { doing, tell } from "./talk.js";

const title = make("input", { id: "title", maxlength: 120, placeholder: "A calf cramp at three" });
const text = make("pre", { id: "transcript", tabindex: "0", "aria-label": "The transcript", hidden: true });
const told = make("p", { id: "told", role: "status" });
const file = make("input", { id: "open", type: "file", accept: ".txt,text/plain", change: playBack });

async function keep() {
  try {
    const kept = await ask("keep", { title: title.value });
    text.textContent = kept.text;
    text.hidden = false;
    told.textContent = kept.difference
      ? `Downloaded, but played again it goes otherwise: ${kept.difference}`
      : "Downloaded. Played again it goes the same: put it into tests/conversations, and make test plays it.";
    download(kept.text);
  } catch (error) {
    tell(error.message);
    told.textContent = "";
  }
}

function download(transcript) {
  const name = title.value.trim().toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "") || "conversation";
  const address = URL.createObjectURL(new Blob([transcript], { type: "text/plain" }));
  make("a", { href: address, download: `${name}.txt` }).click();
  URL.revokeObjectURL(address);
}

async function playBack() {
  const [chosen] = file.files;
  if (!chosen) return;
  if (!desk.entries.length || confirm("Play this? What was said tonight is gone, unless you keep it first.")) {
    await doing("play", { text: await chosen.text() });
  }
  // The same file can be chosen again.
  file.value = "";
}

function show() {
  if (document.activeElement !== title && desk.state.title) title.value = desk.state.title;
  if (desk.fresh === 0) {
    text.hidden = true;
    told.textContent = "";
  }
}

/** Begin: lay the panel out. */
export function begin() {
  const form = make("form", { class: "row", submit: (event) => {
    event.preventDefault();
    keep();
  } }, field("Title", title), make("button", {}, "Keep this conversation"));
  find("#keep .panel").append(form, told, text, field("Open a transcript and play it", file));
  watch(show);
}
