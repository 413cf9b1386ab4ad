// A selection in the article as a span: code points of a field, as received.
let last = null;

export function watchSelection() {
  document.addEventListener("selectionchange", () => {
    const found = spanOf(getSelection());
    if (found) last = found;
  });
}

export function selected() {
  return last;
}

function spanOf(selection) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const start = place(range.startContainer, range.startOffset);
  const end = place(range.endContainer, range.endOffset);
  if (!start || !end || start.field !== end.field || start.at >= end.at) return null;
  return { field: start.field, start: start.at, end: end.at };
}

function place(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const line = element?.closest("[data-article] [data-field]");
  if (!line) return null;
  const edge = document.createRange();
  edge.setStart(line, 0);
  edge.setEnd(node, offset);
  // The last piece that begins before the edge: numbers of findings stand between pieces.
  let piece = null;
  for (const one of line.querySelectorAll("[data-start]")) {
    if (edge.comparePoint(one, 0) > 0) break;
    piece = one;
  }
  if (!piece) return null;
  const inside = document.createRange();
  inside.selectNodeContents(piece);
  if (inside.comparePoint(node, offset) === 0) inside.setEnd(node, offset);
  return { field: line.dataset.field, at: Number(piece.dataset.start) + [...inside.toString()].length };
}
