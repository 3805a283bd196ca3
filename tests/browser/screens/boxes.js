// What can be seen of the screen: every text and drawing with its box, and whether something cuts it off.
() => {
  const scroller = (element) => element.closest(".scrollView");
  const cut = (box, by) => ({
    left: Math.max(box.left, by.left), top: Math.max(box.top, by.top),
    right: Math.min(box.right, by.right), bottom: Math.min(box.bottom, by.bottom),
  });
  const plain = ({ left, top, right, bottom }) => ({ left, top, right, bottom });
  // The box of the words: a space at the end of a line, which hangs over, is not seen.
  const inked = (p) => {
    const boxes = [], walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const range = document.createRange();
      range.setStart(walker.currentNode, 0);
      range.setEnd(walker.currentNode, walker.currentNode.data.trimEnd().length);
      boxes.push(...range.getClientRects());
    }
    const [most, least] = [(edge) => Math.max(...boxes.map((box) => box[edge])), (edge) => Math.min(...boxes.map((box) => box[edge]))];
    return { left: least("left"), top: least("top"), right: most("right"), bottom: most("bottom") };
  };
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if (!/^rgba\(.*, 0\)$/.test(colour)) return colour;
    }
  };
  const texts = [...document.querySelectorAll("#screen p")].filter((p) => p.offsetHeight && p.textContent.trim());
  const seen = texts.map((p) => {
    const words = inked(p), own = plain(p.parentElement.getBoundingClientRect());
    const scrolls = scroller(p), style = getComputedStyle(p);
    let clipped = cut(words, own);
    for (let each = p.parentElement; each.id !== "screen"; each = each.parentElement) {
      const above = each.getBoundingClientRect();
      if (getComputedStyle(each).overflow !== "visible" && each !== scrolls && above.height) clipped = cut(clipped, above);
      if (each === scrolls) break;
    }
    const lost = Math.max(clipped.left - words.left, words.right - clipped.right,
                          clipped.top - words.top, words.bottom - clipped.bottom);
    const visible = scrolls ? cut(words, scrolls.getBoundingClientRect()) : words;
    return { text: p.textContent, size: parseFloat(style.fontSize), colour: style.color, behind: behind(p), lost, visible };
  });
  const drawings = [...document.querySelectorAll("#screen svg")].map((svg) => ({
    paths: svg.querySelectorAll("path").length, visible: plain(svg.getBoundingClientRect()) }));
  const scrolled = [...document.querySelectorAll("#screen .scrollView")].map((each) => each.scrollHeight - each.clientHeight);
  return { texts: seen, drawings, hidden: Math.max(0, ...scrolled) };
}
