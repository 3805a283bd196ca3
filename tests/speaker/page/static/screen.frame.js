// Draws an APL document with Amazon's renderer, in the frame that the page has for it.

// At once: called later, this may never be done. Without the renderer, drawing fails, and the page is told.
const ready = globalThis.AplRenderer?.initEngine();
const DPI = 160;

/** Fill the document's parameters: "payload" is all data, any other name one part of it. */
function filled({ document: main, datasources }) {
  const content = AplRenderer.Content.create(JSON.stringify(main));
  for (const name of main.mainTemplate?.parameters ?? []) {
    content.addData(name, JSON.stringify(name === "payload" ? datasources : datasources[name] ?? {}));
  }
  return content;
}

async function draw({ viewport, shown }) {
  await ready;
  const width = viewport.pixelWidth * DPI / viewport.dpi;
  const height = viewport.pixelHeight * DPI / viewport.dpi;
  const view = document.getElementById("view");
  view.style.width = `${width}px`;
  view.style.height = `${height}px`;
  const fit = () => { view.style.transform = `scale(${innerWidth / width})`; };
  addEventListener("resize", fit);
  fit();
  const renderer = AplRenderer.default.create({
    content: filled(shown),
    view,
    environment: { agentName: "desk speaker", agentVersion: "1", allowOpenUrl: false, disallowVideo: true },
    viewport: { width, height, dpi: DPI, isRound: viewport.shape === "ROUND" },
    mode: viewport.mode,
    theme: "dark",
    utcTime: Date.now(),
    localTimeAdjustment: 0,
    notLoadFonts: true,
    onSendEvent: (event) => parent.postMessage({ touched: event.arguments }, location.origin),
  });
  await renderer.init();
}

addEventListener("message", (event) => {
  if (event.source !== parent || event.origin !== location.origin || !event.data.shown) return;
  draw(event.data).catch((error) => parent.postMessage({ failed: String(error) }, location.origin));
});
