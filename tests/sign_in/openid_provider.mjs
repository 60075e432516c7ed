// A real OpenID provider on this machine, for the tests of single sign-on.
//
//     node openid_provider.mjs PORT CLIENT_ID CLIENT_SECRET REDIRECT_URI
//
// Whoever signs in as `name`, with any password, is `sub: name`. Their claims are set by
// PUT /accounts/name with JSON, which no real provider would allow.
import { createServer } from "node:http";

import { Provider } from "oidc-provider";

const [port, clientId, clientSecret, redirectUri] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const accounts = new Map();

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  // As most providers do, the ID token carries what was asked for.
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  cookies: { keys: ["a test needs no secret"] },
  findAccount: (_context, sub) => ({
    accountId: sub,
    claims: () => ({ sub, ...accounts.get(sub) }),
  }),
});

function setAccount(request, response) {
  const name = decodeURIComponent(request.url.split("/")[2]);
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    accounts.set(name, JSON.parse(body));
    response.writeHead(204).end();
  });
}

const answer = provider.callback();
createServer((request, response) => {
  if (request.method === "PUT" && request.url.startsWith("/accounts/")) {
    setAccount(request, response);
  } else {
    answer(request, response);
  }
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
