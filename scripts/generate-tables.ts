// Writes src/database/tables.generated.ts and docs/privacy/what-is-held.md from the migrations: a fresh database, migrated, read back.
// With --check it writes nothing and fails when a committed file differs.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asOwner, migrate, startEmbeddedServer } from "../src/database/index.ts";
import { whatIsHeld } from "./what-is-held.ts";

const file = join(import.meta.dirname, "../src/database/tables.generated.ts");
const held = join(import.meta.dirname, "../docs/privacy/what-is-held.md");
const folder = mkdtempSync(join(tmpdir(), "keepsight-tables-"));
const server = await startEmbeddedServer(folder);
try {
  await migrate(server.url);
  const out = process.argv.includes("--check") ? join(folder, "tables.ts") : file;
  const mapping = { int8: "number", date: "Temporal.PlainDate", timestamptz: "Temporal.Instant" };
  execFileSync(
    "kysely-codegen",
    [
      "--url",
      server.url,
      "--dialect",
      "postgres",
      "--out-file",
      out,
      "--log-level",
      "warn",
      "--exclude-pattern",
      "public.(migrations|application_login)",
      "--numeric-parser",
      "number",
      "--type-mapping",
      JSON.stringify(mapping),
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  if (out !== file && readFileSync(out, "utf8") !== readFileSync(file, "utf8")) {
    console.error("src/database/tables.generated.ts is stale. Type: npm run tables");
    process.exitCode = 1;
  }
  const says = await asOwner(server.url, whatIsHeld);
  if (out === file) writeFileSync(held, says);
  else if (!existsSync(held) || readFileSync(held, "utf8") !== says) {
    console.error("docs/privacy/what-is-held.md is stale. Type: npm run tables");
    process.exitCode = 1;
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
