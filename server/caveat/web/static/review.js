// Reviewing: verdicts and decisions by keyboard, the next article loaded ahead.
import { parsed, post } from "./asking.js";
import { shortcut } from "./keys.js";
import { Lease } from "./lease.js";
import { selected } from "./selection.js";
import { keep, toast } from "./toast.js";

const PART = "Review";

export function review(main, findings, mount) {
  const form = main.querySelector("[data-decide]");
  if (!form) return;
  const item = main.dataset.review;
  const problem = main.querySelector("[data-problem]");
  const reason = main.querySelector("[data-reason]");
  const note = main.querySelector("[data-note]");
  const words = main.querySelector("[data-words]");
  const lease = new Lease(main, () => {});
  let wanted = null;
  let ahead = null;
  // Whether the server is being asked: one answer moves on, a second would move on once more.
  let asking = false;

  async function once(work) {
    if (asking) return;
    asking = true;
    try {
      await work();
    } finally {
      asking = false;
    }
  }

  const left = Number(main.querySelector("[data-lease]").dataset.left);
  if (left) {
    lease.begin(main.querySelector("[data-token]").value, left);
    lookAhead();
  }
  main.addEventListener("caveat-claimed", (event) => taken(event.detail));

  function claim() {
    return once(take);
  }

  function complain(text, field = null) {
    problem.textContent = text;
    problem.hidden = !text;
    if (field) {
      words.open = true;
      field.focus();
    }
  }

  function taken(claim) {
    lease.begin(claim.token, claim.left);
    complain("");
    lookAhead();
  }

  async function take() {
    if (lease.held) return;
    const { ok, data } = await post(`/reviews/${item}/claim`);
    if (!ok) complain(data.error);
    else if (String(data.revision) !== main.dataset.revision) location.reload();
    else taken(data);
  }

  async function leave(release, button) {
    const { ok, data } = await post(release.action, new FormData(release, button));
    if (!ok) return complain(data.error);
    lease.stop();
    go(data);
  }

  // The reason is what was confirmed, unless the reviewer writes another.
  function propose() {
    const kinds = [...main.querySelectorAll("[data-card]")]
      .filter((card) => card.querySelector("input[value=confirm]:checked, input[value=correct]:checked"))
      .map((card) => card.querySelector(".head strong").textContent);
    return [...new Set(kinds)].join(", ");
  }

  function decide(button) {
    return once(() => send(button));
  }

  async function send(button) {
    if (!lease.held) return complain("Claim it first.");
    wanted = button;
    if (button.hasAttribute("data-needs-reason") && !reason.value.trim()) {
      reason.value = propose();
      if (!reason.value) return complain("Say why, or confirm a finding.", reason);
    }
    if (button.hasAttribute("data-needs-note") && !note.value.trim()) {
      return complain("Write the note, then Ctrl-Enter.", note);
    }
    const { ok, status, data } = await post(form.action, new FormData(form, button));
    if (ok) {
      lease.stop();
      return go(data);
    }
    const field = data.fields?.includes("note") ? note : data.fields?.includes("reason") ? reason : null;
    complain(data.error, field);
    if (status === 409) lease.end();
  }

  function go({ url, next, toast: said }) {
    if (next && ahead?.item === next.item && ahead.revision === String(next.revision)) {
      const fresh = document.adoptNode(ahead.main);
      main.replaceWith(fresh);
      document.title = ahead.title;
      history.pushState({}, "", url);
      scrollTo(0, 0);
      mount(fresh);
      fresh.querySelector("h1").focus({ preventScroll: true });
      fresh.dispatchEvent(new CustomEvent("caveat-claimed", { detail: next }));
      if (said) toast(said);
      return;
    }
    if (said) keep(said);
    location.assign(url);
  }

  async function lookAhead() {
    const query = new URLSearchParams(main.dataset.query);
    query.set("after_item", item);
    const headers = { accept: "application/json" };
    const next = await fetch(`/queue/peek?${query}`, { headers }).then((a) => a.json()).catch(() => null);
    if (!next?.item) return;
    const page = await fetch(next.url).catch(() => null);
    if (!page?.ok) return;
    const text = parsed(await page.text());
    const fresh = text.querySelector("main");
    ahead = { item: next.item, main: fresh, title: text.title, revision: fresh.dataset.revision };
    main.dataset.ahead = next.item;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name === "disposition") decide(event.submitter);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.matches("button")) return;
    if (event.ctrlKey || event.metaKey || event.target === reason) {
      event.preventDefault();
      if (event.repeat) return;
      if (wanted) decide(wanted);
      else complain("Choose what to do with the article.");
    }
  });
  main.querySelector("#claim").addEventListener("submit", (event) => {
    event.preventDefault();
    claim();
  });
  main.querySelector("#extend").addEventListener("submit", (event) => {
    event.preventDefault();
    lease.extend();
  });
  main.querySelector("#release").addEventListener("submit", (event) => {
    event.preventDefault();
    once(() => leave(event.target, event.submitter));
  });

  for (const button of main.querySelectorAll("[data-take]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const span = selected();
      if (!span) return complain("Select the passage in the text first.");
      const name = button.dataset.take;
      for (const part of ["start", "end", "field"]) {
        form.elements[`${name}-${part}`].value = span[part];
      }
      complain("");
    });
  }

  function verdict(value, move) {
    const card = findings.current();
    const input = value
      ? card?.querySelector(`input[value=${value}]`)
      : card?.querySelector("input[type=radio]:checked");
    if (!input || input.disabled || !lease.held) return;
    input.checked = Boolean(value);
    if (value === "correct") card.querySelector("select").focus();
    else if (move) findings.next();
  }

  shortcut("a", "Claim this article", claim, PART);
  shortcut("c", "Confirm the finding", () => verdict("confirm", true), PART);
  shortcut("x", "Reject the finding", () => verdict("reject", true), PART);
  shortcut("e", "Correct the finding", () => verdict("correct", false), PART);
  shortcut("0", "Take the verdict back", () => verdict("", false), PART);
  for (const button of main.querySelectorAll("[data-act]")) {
    const what = button.firstChild.textContent.trim();
    shortcut(button.dataset.act, what, () => decide(button), PART);
  }
  shortcut("r", "Write the reason", () => { words.open = true; reason.focus(); }, PART);
  shortcut("m", "Write the note", () => { words.open = true; note.focus(); }, PART);
  shortcut("t", "More time", () => lease.extend(), PART);
  shortcut("s", "Skip to the next article", () => main.querySelector("[data-skip]").click(), PART);
  shortcut("b", "Give the article back", () => main.querySelector("[data-release]").click(), PART);
}
