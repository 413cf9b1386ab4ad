// Single-key shortcuts: each part of a page registers its own, "?" lists them, and they can be
// switched off (WCAG 2.1.4).
const known = [];
const OFF = "caveat-keys-off";
// What a key that is held down may do again and again: move, and never decide.
const MOVES = new Set(["j", "k"]);

export function shortcut(key, what, act, part = "Everywhere") {
  const at = known.findIndex((k) => k.key === key);
  if (at >= 0) known.splice(at, 1);
  known.push({ key, what, act, part });
}

export function openKeys() {
  const dialog = document.querySelector("[data-keys]");
  const list = dialog.querySelector("[data-keys-list]");
  list.replaceChildren();
  for (const part of new Set(known.map((k) => k.part))) {
    const table = document.createElement("table");
    table.createCaption().textContent = part;
    for (const { key, what } of known.filter((k) => k.part === part)) {
      const row = table.insertRow();
      const name = document.createElement("kbd");
      name.textContent = key;
      row.insertCell().append(name);
      row.insertCell().textContent = what;
    }
    list.append(table);
  }
  if (!dialog.open) dialog.showModal();
}

export function keys() {
  const toggle = document.querySelector("[data-keys-toggle]");
  toggle.checked = !localStorage.getItem(OFF);
  toggle.addEventListener("change", () => {
    if (toggle.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
  shortcut("?", "Show this list", openKeys);
  for (const [key, label] of [["q", "Queue"], ["n", "Check"], ["d", "Dashboard"]]) {
    const link = [...document.querySelectorAll(".top nav a")].find((a) => a.textContent === label);
    if (link) shortcut(`g ${key}`, `Go to: ${label}`, () => link.click());
  }
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!toggle.checked && event.key !== "?") return;
    const key = before === "g" && event.key !== "g" ? `g ${event.key}` : event.key;
    before = event.key;
    const found = known.find((k) => k.key === key);
    if (!found) return;
    event.preventDefault();
    if (event.repeat && !MOVES.has(found.key)) return;
    found.act(event);
  });
}
