import { execFileSync } from "node:child_process";

/** The benches by name; each prints its own numbers beside its limits, and takes what follows its name. */
const benches = {
  web: "pages under load beside a floor: --keep FOLDER --children N --cases N --counties N --rounds N --seconds N",
  reports: "register as at a day, return, annual report beside their SQL: as for web",
  load: "500 people signed in at once, at the pace of people: --people N --minutes N --keep FOLDER --children N --cases N --counties N",
  import: "rows a second of a roll file beside a bare COPY",
  obligations:
    "cases a second through the engine, and verifying beside only reading: engine N ... | verify N",
  county: "seconds for an invented county: N",
  matching: "lists linked, how well and how fast: N, or --febrl DIR",
  comparisons: "how many of the really missing the lists show, and how many wrongly: N",
  search:
    "milliseconds of a search of all lists, and how many are found: --keep FOLDER --children N --counties N",
  ctf: "transfer files read and written beside a bare parse of the same bytes, and the memory: N",
  simulate: "seconds for a year of a county by a procedure: N",
};

const [name = "", ...words] = process.argv.slice(2);
if (!Object.hasOwn(benches, name)) {
  console.log("npm run bench -- NAME [WORDS]\n");
  for (const [each, says] of Object.entries(benches)) console.log(`  ${each.padEnd(11)} ${says}`);
  process.exit(name === "" || name === "--help" ? 0 : 1);
}
// What is measured is what is built.
execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
process.argv.splice(2, Number.POSITIVE_INFINITY, ...words);
await import(`./${name}.ts`);
