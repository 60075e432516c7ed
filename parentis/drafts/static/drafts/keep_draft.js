// Keeps a form as it is being typed, on the server, and says when. Without it, the
// button "Save draft" does the same. Nothing is kept in the browser.
const PAUSE = 2000;

for (const kept of document.querySelectorAll("[data-keeps-draft-at]")) {
  keep(kept, kept.closest("form"));
}

function keep(kept, form) {
  const said = kept.querySelector("[role=status]");
  let waiting;
  let sending = new AbortController();
  let isSent = false;
  let saving = Promise.resolve();

  async function save() {
    if (isSent) return;
    try {
      const answer = await fetch(kept.dataset.keepsDraftAt, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        signal: sending.signal,
      });
      // A page that is no answer of ours: most likely somebody has been signed out.
      if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
        throw new Error(answer.statusText);
      }
      say((await answer.json()).message);
    } catch {
      if (isSent) return;
      say(
        "Draft not saved: the server does not answer, or you were signed out. Your words are still on this page. Keep it open.",
      );
    }
  }

  function say(words) {
    if (said.textContent !== words) said.textContent = words;
  }

  function typed() {
    clearTimeout(waiting);
    // One at a time, so that what was typed last is kept last.
    waiting = setTimeout(() => (saving = saving.then(save)), PAUSE);
  }

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(waiting);
    sending.abort();
  });
  // Whoever goes away within the two seconds loses nothing.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && waiting && !isSent) {
      clearTimeout(waiting);
      waiting = undefined;
      saving = saving.then(save);
    }
  });
  // The browser's "back" shows the page as it was left: it may be typed in again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isSent = false;
    sending = new AbortController();
  });
}
