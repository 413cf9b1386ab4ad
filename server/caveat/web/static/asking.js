// Requests of ours: a form's content out, JSON back.
export async function post(url, content = new FormData()) {
  content.set("csrf", document.body.dataset.csrf);
  let answer;
  try {
    answer = await fetch(url, {
      method: "POST",
      body: content,
      headers: { accept: "application/json" },
    });
  } catch {
    return { ok: false, status: 0, data: { error: "The server cannot be reached. Try again." } };
  }
  if (answer.status === 401) {
    // Whatever was typed is still on this page: the login opens beside it.
    return { ok: false, status: 401, data: { error: "Your session is over. Log in in another tab, then retry." } };
  }
  const data = await answer.json().catch(() => ({ error: "The server answered with an error." }));
  return { ok: answer.ok, status: answer.status, data };
}

const policy = globalThis.trustedTypes?.createPolicy("caveat", { createHTML: (text) => text });

// A page of ours, rendered and escaped by the server, as a document.
export function parsed(text) {
  return new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
}
