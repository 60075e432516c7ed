// Passkeys: asks the browser for one, and sends what it gives with the form around it.
//
// A form says what it is for (data-passkey="create" or "get") and what to ask for: in
// data-options, or at the address in data-options-from. It is hidden until we know that
// this browser has passkeys. In JSON the bytes travel as base64url.

const bytesOf = (text) => {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
};

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const named = (credentials) =>
  (credentials ?? []).map((each) => ({ ...each, id: bytesOf(each.id) }));

async function create({ publicKey }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytesOf(publicKey.challenge),
      user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
    },
  });
  return answer(made, {
    attestationObject: textOf(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

async function get({ publicKey }) {
  const found = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytesOf(publicKey.challenge),
      allowCredentials: named(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = found.response;
  return answer(found, {
    authenticatorData: textOf(authenticatorData),
    signature: textOf(signature),
    userHandle: userHandle && textOf(userHandle),
  });
}

const answer = (credential, response) => ({
  id: credential.id,
  rawId: textOf(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: {
    clientDataJSON: textOf(credential.response.clientDataJSON),
    ...response,
  },
});

async function optionsOf(form) {
  const { options, optionsFrom } = form.dataset;
  if (options) return JSON.parse(options);
  const response = await fetch(optionsFrom, { headers: { Accept: "application/json" } });
  return (await response.json()).request_options;
}

async function use(form, says) {
  says.textContent = "";
  const ask = form.dataset.passkey === "create" ? create : get;
  try {
    const given = await ask(await optionsOf(form));
    form.elements.namedItem("credential").value = JSON.stringify(given);
    form.submit();
  } catch (error) {
    says.textContent =
      error.name === "InvalidStateError"
        ? "This device has a passkey for Parentis already."
        : "No passkey was used. Try again, or choose another way.";
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!globalThis.PublicKeyCredential) {
    document.querySelector("[data-no-passkey]")?.removeAttribute("hidden");
    continue;
  }
  const says = form.querySelector("[data-passkey-says]");
  form.hidden = false;
  form
    .querySelector("[data-passkey-button]")
    .addEventListener("click", () => use(form, says));
  // Return in a field is the same as the button.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    use(form, says);
  });
}
