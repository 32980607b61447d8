// Writes src/database/tables.generated.ts from the migrations: a fresh database, migrated, read back.
// With --check it writes nothing and fails when the committed file differs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, startEmbeddedServer } from "../src/database/index.ts";

const file = join(import.meta.dirname, "../src/database/tables.generated.ts");
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
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
