// A link from a mail or a chat arrives without our cookie (SameSite=Strict) and is sent here though
// somebody is logged in: a request of our own has the cookie, and goes on.
export async function arrive() {
  const next = document.querySelector("[data-login] input[name=next]");
  if (!next) return;
  const answer = await fetch("/session", { headers: { accept: "application/json" } });
  if (answer.ok && (await answer.json()).name) location.replace(next.value);
}
