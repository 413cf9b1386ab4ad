// What has just happened, with a way back. Undo stays in the queue's list after the toast is gone.
import { post } from "./asking.js";
import { shortcut } from "./keys.js";

const STAYS = 12_000;
const KEPT = "caveat-toast";

export function toast({ text, undo = "" }) {
  const region = document.querySelector("[data-toasts]");
  const box = document.createElement("div");
  box.className = "toast";
  const said = document.createElement("span");
  said.dir = "auto";
  said.textContent = text;
  box.append(said);
  if (undo) {
    const button = document.createElement("button");
    button.textContent = "Undo";
    button.addEventListener("click", () => takeBack(undo, box));
    box.append(button);
    shortcut("u", "Undo the last decision", () => takeBack(undo, box), "Review");
  }
  region.replaceChildren(box);
  let timer = setTimeout(() => box.remove(), STAYS);
  const hold = () => clearTimeout(timer);
  const go = () => { timer = setTimeout(() => box.remove(), STAYS); };
  box.addEventListener("pointerenter", hold);
  box.addEventListener("pointerleave", go);
  box.addEventListener("focusin", hold);
  box.addEventListener("focusout", go);
}

async function takeBack(undo, box) {
  box.remove();
  const { ok, data } = await post(undo);
  if (ok) {
    keep({ text: "The decision was taken back." });
    location.assign(data.url);
  } else toast({ text: data.error });
}

// A toast for the page that is loaded next.
export function keep(content) {
  sessionStorage.setItem(KEPT, JSON.stringify(content));
}

export function recall() {
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (kept) toast(JSON.parse(kept));
}
