// The page begins here: every part is laid out, then this tab's desk is fetched.

import { arrive, choices } from "./desk.js";
import { find } from "./dom.js";
import * as inside from "./inside.js";
import * as keep from "./keep.js";
import * as night from "./night.js";
import * as phrases from "./phrases.js";
import * as screen from "./screen.js";
import * as talk from "./talk.js";

const WIDE = matchMedia("(min-width: 68rem)");

function open() {
  for (const panel of document.querySelectorAll("details[data-wide]")) panel.open = WIDE.matches;
}

open();
try {
  await choices();
  for (const part of [screen, inside, night, phrases, keep, talk]) part.begin();
  await arrive();
} catch (error) {
  talk.tell(error.message);
}
find("#words").focus();
