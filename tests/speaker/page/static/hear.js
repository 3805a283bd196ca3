// The browser's ear. Where it hears inside this machine it is used at once; where it would send the sound away, the
// person is told so first, and has to ask twice.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

export const canHear = Boolean(Recognition);

let agreed = false;

async function hearsHere(language) {
  if (!Recognition.available) return false;
  return (await Recognition.available({ langs: [language], processLocally: true })) === "available";
}

/**
 * Listen once. `onWords(text, final)` gets what was heard so far. Gives "" when it went well, else what the person has
 * to be told.
 */
export async function listen(language, onWords) {
  const here = await hearsHere(language);
  if (!here && !agreed) {
    agreed = true;
    return "This browser hears by sending the sound to its maker. Press Speak again if you want that, or type.";
  }
  const ear = new Recognition();
  ear.lang = language;
  ear.interimResults = true;
  if (here) ear.processLocally = true;
  return new Promise((done) => {
    let trouble = "";
    ear.onresult = (event) => {
      const last = event.results[event.results.length - 1];
      onWords(last[0].transcript.trim(), last.isFinal);
    };
    ear.onerror = (event) => {
      trouble = { "not-allowed": "The browser does not let this page listen.", "no-speech": "Nothing was heard." }[event.error]
        ?? `The browser could not hear: ${event.error}.`;
    };
    ear.onend = () => done(trouble);
    ear.start();
  });
}
