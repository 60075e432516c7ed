// Progressive enhancement only: menus that fold, files that can be dropped.
import { initAll } from "./built/govuk-frontend.min.js";
import "./idle.js";

initAll();
// What htmx brings onto the page is enhanced as it arrives.
document.addEventListener("htmx:load", (event) => initAll({ scope: event.detail.elt }));
