// The list by keyboard.
import { shortcut } from "./keys.js";

export function list(main) {
  const narrow = main.querySelector("[data-narrow-shut]");
  if (narrow && matchMedia("(max-width: 60rem)").matches) narrow.open = false;
  for (const form of main.querySelectorAll("[data-auto]")) {
    form.addEventListener("change", () => form.requestSubmit());
  }
  const rows = [...main.querySelectorAll("[data-row]")];
  const next = main.querySelector("[data-claim-next]");
  const search = main.querySelector("[data-search]");
  if (next) shortcut("a", "Review the next article", () => next.requestSubmit(), "List");
  if (search) shortcut("/", "Search", () => { main.querySelector(".more").open = true; search.focus(); }, "List");
  if (!rows.length) return;
  const at = () => rows.findIndex((row) => row.contains(document.activeElement));
  const open = (index) => rows[index]?.querySelector("[data-open]").focus();
  shortcut("j", "Next article", () => open(Math.min(at() + 1, rows.length - 1)), "List");
  shortcut("k", "Previous article", () => open(Math.max(at() - 1, 0)), "List");
  shortcut("x", "Tick the article", () => rows[at()]?.querySelector("input[type=checkbox]")?.click(), "List");
}
