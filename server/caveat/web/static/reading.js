// Moving through the findings of an article; text and panel follow one another.
import { shortcut } from "./keys.js";

export function reading(main) {
  const cards = [...main.querySelectorAll("[data-card]")];
  let at = -1;
  const moves = {
    current: () => cards[at] ?? null,
    next: () => show(Math.min(at + 1, cards.length - 1)),
  };
  if (!cards.length) return moves;

  function show(index, from = "") {
    if (index < 0 || index >= cards.length) return;
    at = index;
    const number = cards[at].dataset.card;
    for (const card of cards) card.classList.toggle("current", card === cards[at]);
    const marks = [...main.querySelectorAll("[data-marks]")];
    let first = null;
    for (const mark of marks) {
      const is = mark.dataset.marks.split(" ").includes(number);
      mark.classList.toggle("current", is);
      first ??= is ? mark : null;
    }
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    if (from !== "text") first?.scrollIntoView({ block: "center", behavior: calm });
    if (from !== "panel") scrollPanel(cards[at]);
    cards[at].focus({ preventScroll: true });
  }

  // Only the panel moves: scrollIntoView would pull the page away from the text.
  function scrollPanel(card) {
    const panel = card.closest(".panel");
    if (getComputedStyle(panel).overflowY === "auto" && panel.scrollHeight > panel.clientHeight) {
      const offset = card.getBoundingClientRect().top - panel.getBoundingClientRect().top;
      panel.scrollTop += offset - 60;
    }
  }

  shortcut("j", "Next finding", moves.next, "Findings");
  shortcut("k", "Previous finding", () => show(Math.max(at - 1, 0)), "Findings");
  main.addEventListener("click", (event) => {
    const ref = event.target.closest("a.ref");
    if (!ref) return;
    const number = ref.textContent.trim();
    const index = cards.findIndex((card) => card.dataset.card === number);
    if (index < 0) return;
    event.preventDefault();
    show(index, ref.closest(".card") ? "panel" : "text");
  });
  for (const card of cards) {
    card.addEventListener("focusin", (event) => {
      if (event.target !== card) at = cards.indexOf(card);
    });
  }
  return moves;
}
