// Keeps a form as it is being typed, on the server, and says when. Without it, the
// button "Save draft" does the same. Nothing is kept in the browser. Where the signal is
// gone it tries again, and the form is sent only once its words are kept: a page that
// is left without a connection is lost.
const PAUSE = 2000;
const TRY_AGAIN_AFTER = 15000;
const LONGEST_WAIT = 20000;

const SENDING = "Sending…";
const SIGNED_OUT =
  "Draft not saved: the server does not answer, or you were signed out. Your words are still on this page. Keep it open.";
const NO_SIGNAL =
  "Draft not saved: there is no connection. Your words are still on this page. Keep it open: it is tried again by itself.";
const NOT_SENT =
  "Not sent: there is no connection. Your words are still on this page. Keep it open, and send it again when the connection is back.";

for (const kept of document.querySelectorAll("[data-keeps-draft-at]")) {
  keep(kept, kept.closest("form"));
}

function keep(kept, form) {
  const said = kept.querySelector("[role=status]");
  let waiting;
  let sending = new AbortController();
  let isSent = false;
  let isReady = false;
  let isSending = false;
  let isCutOff = false;
  // How often something was typed, and how much of that is kept.
  let typedSoFar = 0;
  let keptSoFar = 0;
  let saving = Promise.resolve();

  async function save() {
    if (isSent) return;
    const upTo = typedSoFar;
    sending = new AbortController();
    const tooLong = setTimeout(() => sending.abort(), LONGEST_WAIT);
    try {
      const answer = await fetch(kept.dataset.keepsDraftAt, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        signal: sending.signal,
      });
      isCutOff = false;
      // A page that is no answer of ours: most likely somebody has been signed out.
      if (answer.headers.get("Content-Type")?.startsWith("application/json")) {
        say((await answer.json()).message);
        keptSoFar = upTo;
      } else {
        say(SIGNED_OUT);
      }
    } catch {
      if (isSent) return;
      isCutOff = true;
      say(NO_SIGNAL);
      saveIn(TRY_AGAIN_AFTER);
    } finally {
      clearTimeout(tooLong);
    }
  }

  function say(words) {
    if (said.textContent !== words) said.textContent = words;
  }

  function saveIn(pause) {
    clearTimeout(waiting);
    waiting = setTimeout(saveNow, pause);
  }

  function saveNow() {
    clearTimeout(waiting);
    waiting = undefined;
    // One at a time, so that what was typed last is kept last.
    saving = saving.then(save);
    return saving;
  }

  function typed() {
    typedSoFar += 1;
    // Whoever stopped the sending, and types on, is on this page still.
    isSent = false;
    isReady = false;
    saveIn(PAUSE);
  }

  async function keepAndSend(button) {
    if (isSending) return;
    isSending = true;
    say(SENDING);
    await saveNow();
    isSending = false;
    if (isCutOff) {
      say(NOT_SENT);
      return;
    }
    isReady = true;
    form.requestSubmit(button);
  }

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", (event) => {
    if (!isReady && (typedSoFar !== keptSoFar || !navigator.onLine)) {
      event.preventDefault();
      keepAndSend(event.submitter);
      return;
    }
    isSent = true;
    clearTimeout(waiting);
    sending.abort();
  });
  window.addEventListener("online", () => {
    if (isCutOff) saveNow();
  });
  // Whoever goes away within the two seconds loses nothing.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && waiting && !isSent) saveNow();
  });
  // The browser's "back" shows the page as it was left: it may be typed in again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isSent = false;
    isReady = false;
  });
}
