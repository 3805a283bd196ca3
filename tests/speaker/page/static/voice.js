// The browser's voice. Pieces come as the server took them from the SSML: words, pauses, counted numbers.
// Only voices that live in this machine are used: the others send the words to somebody.

const WORDS_A_SECOND = 2.6;
const WHISPER = { volume: 0.5, rate: 0.92, pitch: 0.6 };
const synthesis = window.speechSynthesis;

let turn = 0;
let interrupt = () => {};

function localVoice(language) {
  const voices = (synthesis?.getVoices() ?? []).filter((voice) => voice.localService);
  return voices.find((voice) => voice.lang.replace("_", "-") === language)
    ?? voices.find((voice) => voice.lang.startsWith(language.slice(0, 2)));
}

/** Whether this machine can be heard in a language. */
export const hasVoice = (language) => Boolean(localVoice(language));

/** Have `changed` called when voices come or go. */
export function watchVoices(changed) {
  synthesis?.addEventListener?.("voiceschanged", changed);
}

/**
 * Say pieces one after the other; `onPiece(index)` tells which one it is at. Without a voice, or with `aloud` false,
 * it takes the time that saying them would. Gives whether it came to the end.
 */
export async function speak(pieces, { language, aloud, onPiece }) {
  hush();
  const mine = ++turn;
  const voice = aloud ? localVoice(language) : undefined;
  for (const [index, piece] of pieces.entries()) {
    onPiece(index);
    if (piece.kind === "pause") await rest(piece.seconds);
    else if (voice) await say(piece, voice);
    else await rest(piece.spoken.split(" ").length / (WORDS_A_SECOND * piece.rate));
    if (mine !== turn) return false;
  }
  onPiece(-1);
  return true;
}

/** Stop speaking at once. */
export function hush() {
  turn += 1;
  synthesis?.cancel();
  interrupt();
}

function rest(seconds) {
  return new Promise((done) => {
    const timer = setTimeout(done, seconds * 1000);
    interrupt = () => {
      clearTimeout(timer);
      done();
    };
  });
}

function say(piece, voice) {
  const utterance = new SpeechSynthesisUtterance(piece.spoken);
  const manner = piece.whispered ? WHISPER : { volume: 1, rate: 1, pitch: 1 };
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = piece.rate * manner.rate;
  utterance.volume = piece.volume * manner.volume;
  utterance.pitch = manner.pitch;
  return new Promise((done) => {
    utterance.onend = utterance.onerror = done;
    interrupt = done;
    synthesis.speak(utterance);
  });
}
