// Compiles the stylesheet and gathers the scripts, once, at set-up. Everything lands in
// static/design/built, which is never committed.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const design = dirname(fileURLToPath(import.meta.url));
const packages = join(design, "..", "..", "node_modules");
const built = join(design, "static", "design", "built");
const moj = join(packages, "@ministryofjustice", "frontend", "moj");

rmSync(built, { recursive: true, force: true });
mkdirSync(join(built, "images"), { recursive: true });

const compiled = compile(join(design, "styles", "parentis.scss"), {
  loadPaths: [packages, dirname(packages)],
  style: "compressed",
  quietDeps: true,
});
// The footer's stylesheet asks for the royal arms. They are not ours to show.
const css = compiled.css.replaceAll(/url\("images\/govuk-crest\.svg"\)/g, "none");
writeFileSync(join(built, "parentis.css"), css);

copyFileSync(
  join(packages, "govuk-frontend", "dist", "govuk", "govuk-frontend.min.js"),
  join(built, "govuk-frontend.min.js"),
);
// Only the pictures that the stylesheet asks for.
for (const [, picture] of css.matchAll(/url\("?images\/([^")]+)"?\)/g)) {
  copyFileSync(join(moj, "assets", "images", picture), join(built, "images", picture));
}
