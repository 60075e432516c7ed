// Keeps what is being written every few seconds, and says when. Without it, the button
// "Save draft" does the same.
const form = document.querySelector("form[data-saves-to]");
const said = document.getElementById("saved");
const PAUSE = 2000;
let waiting;
let saving = Promise.resolve();

async function save() {
  try {
    const answer = await fetch(form.dataset.savesTo, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    // A page that is no answer of ours: most likely somebody has been signed out.
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
      throw new Error(answer.statusText);
    }
    const { message, base } = await answer.json();
    if (base) form.elements.base.value = base;
    said.textContent = `${message}.`;
  } catch {
    said.textContent =
      "Not saved: the server does not answer. Your words are still here; keep this page open.";
  }
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  // One at a time, so that the next knows what the last one saved.
  waiting = setTimeout(() => (saving = saving.then(save)), PAUSE);
});
form?.addEventListener("submit", () => clearTimeout(waiting));
