// Says two minutes before somebody is signed out, and keeps them in if they say so.
// What they have typed stays on the page, whatever they do.

const WARNING = 120;
const ADDRESS = "/stay-signed-in/";

let ends;
let banner;
let timer;

// Another page of the same person may have kept them signed in meanwhile.
async function ask(method) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const response = await fetch(ADDRESS, {
    method,
    headers: { "X-CSRFToken": token ?? "" },
    redirect: "manual",
  });
  return response.ok ? (await response.json()).seconds_left : 0;
}

function waitFor(secondsLeft) {
  ends = Date.now() + secondsLeft * 1000;
  clearTimeout(timer);
  timer = setTimeout(warn, Math.max(secondsLeft - WARNING, 0) * 1000);
}

async function warn() {
  const left = await ask("GET").catch(() => (ends - Date.now()) / 1000);
  if (left > WARNING + 1) {
    banner?.remove();
    waitFor(left);
  } else if (left > 0) {
    ends = Date.now() + left * 1000;
    show("Are you still there?", inWords(left), true);
    timer = setTimeout(warn, Math.min(left, 20) * 1000 + 500);
  } else {
    show(
      "You have been signed out",
      "Nothing you typed is lost. When you send this page, you sign in first and then see it again.",
      false,
    );
  }
}

function inWords(seconds) {
  const left = seconds > 60 ? "2 minutes" : seconds > 20 ? "1 minute" : "a few seconds";
  return `You will be signed out in ${left}, because nothing was done for a while. What you have typed stays here.`;
}

function show(heading, text, canStay) {
  banner ??= made();
  if (!banner.isConnected) document.body.append(banner);
  const title = banner.querySelector("h2");
  const paragraph = banner.querySelector("p");
  if (title.textContent !== heading) title.textContent = heading;
  if (paragraph.textContent !== text) paragraph.textContent = text;
  banner.querySelector("button").hidden = !canStay;
}

function made() {
  const box = document.createElement("section");
  box.className = "app-idle";
  box.setAttribute("aria-label", "Staying signed in");
  const says = document.createElement("div");
  says.setAttribute("role", "alert");
  const title = document.createElement("h2");
  title.className = "govuk-heading-m";
  const text = document.createElement("p");
  text.className = "govuk-body";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button";
  button.textContent = "Stay signed in";
  button.addEventListener("click", stay);
  const width = document.createElement("div");
  width.className = "govuk-width-container";
  says.append(title, text);
  width.append(says, button);
  box.append(width);
  return box;
}

async function stay() {
  const left = await ask("POST").catch(() => 0);
  if (left > 0) {
    banner.remove();
    waitFor(left);
  } else {
    warn();
  }
}

const told = document.querySelector("meta[name=seconds-signed-in]");
if (told) {
  waitFor(Number(told.content));
  // A computer that slept has missed its timer.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() > ends - WARNING * 1000) warn();
  });
}
