// Writes docs/reference/requirements.md: which requirement is proved by which tests.
// A test names what it proves at the end of its name, [C24], or [B10 partly] where it proves a part.
// With --check it writes nothing and fails when the page is stale. A test that names an unknown id always fails.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const home = join(import.meta.dirname, "..");
const page = join(home, "docs/reference/requirements.md");

type Requirement = { id: string; text: string; heading: string };
type Proof = { file: string; test: string; partly: boolean };

function requirements(): Requirement[] {
  let heading = "";
  const found: Requirement[] = [];
  for (const line of readFileSync(join(home, "docs/requirements.md"), "utf8").split("\n")) {
    if (line.startsWith("## ")) heading = line.slice(3);
    const [, id, , text] = /^\| ([A-H]\d\d) \| ([^|]*) \| (.*) \|$/.exec(line) ?? [];
    if (id && text) found.push({ id, text, heading });
  }
  return found;
}

/** A test or a group of them, with its name in quotes of one kind. */
const namedTest = /\b(?:test|it|describe)(?:\.\w+(?:\([^)]*\))?)*\(\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1/g;

/** The ids that each test file names, with the test that names them. */
function proofs(): Map<string, Proof[]> {
  const byId = new Map<string, Proof[]>();
  for (const file of globSync(["src/**/*.test.{ts,tsx}", "test/**/*.test.ts"], { cwd: home }).sort()) {
    const source = readFileSync(join(home, file), "utf8");
    for (const [, , name = ""] of source.matchAll(namedTest)) {
      for (const [, id = "", partly] of name.matchAll(/\[([A-H]\d\d)( partly)?\]/g)) {
        byId.set(id, [...(byId.get(id) ?? []), { file, test: name, partly: partly !== undefined }]);
      }
    }
  }
  return byId;
}

function standing(of: readonly Proof[] | undefined): "proved" | "partly" | "not yet" {
  if (!of) return "not yet";
  return of.some((proof) => !proof.partly) ? "proved" : "partly";
}

const wanted = requirements();
const proved = proofs();
const unknown = [...proved.keys()].filter((id) => !wanted.some((requirement) => requirement.id === id));
if (unknown.length > 0) {
  for (const id of unknown)
    console.error(`${proved.get(id)?.[0]?.file} names ${id}, which docs/requirements.md does not have.`);
  process.exit(1);
}

const count = (word: string) =>
  wanted.filter((requirement) => standing(proved.get(requirement.id)) === word).length;
const lines = [
  "# What is proved",
  "",
  "Written by `npm run trace` from the names of the tests. Do not edit.",
  "",
  `Of ${wanted.length} requirements: ${count("proved")} proved, ${count("partly")} partly, ${count("not yet")} not yet.`,
];
for (const heading of new Set(wanted.map((requirement) => requirement.heading))) {
  lines.push("", `## ${heading}`, "", "| id | the system | standing | tests |", "|---|---|---|---|");
  for (const { id, text } of wanted.filter((requirement) => requirement.heading === heading)) {
    const tests = proved.get(id) ?? [];
    const files = [...new Set(tests.map((proof) => proof.file))].map((file) => `\`${file}\``).join(", ");
    lines.push(`| ${id} | ${text} | ${standing(tests.length ? tests : undefined)} | ${files} |`);
  }
}
const fresh = `${lines.join("\n")}\n`;
if (process.argv.includes("--check")) {
  if (readFileSync(page, "utf8") !== fresh) {
    console.error("docs/reference/requirements.md is stale. Type: npm run trace");
    process.exit(1);
  }
} else writeFileSync(page, fresh);
console.log(lines[4]);
