// Writes keepsight.generated.css from keepsight.scss and the style sources of GOV.UK and the Ministry of Justice.
// Run it after a change of either: node src/web/design/compile-styles.ts
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile, Logger } from "sass";

/** The style sheet of all pages, one rule a line so that a change can be read. */
export function compiledStyles(): string {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const { css } = compile(fileURLToPath(new URL("keepsight.scss", import.meta.url)), {
    loadPaths: [root, `${root}node_modules/@ministryofjustice/frontend`],
    // The Ministry's own sources use GOV.UK's older names, and say so on each line.
    logger: Logger.silent,
    style: "expanded",
  });
  return `${css}\n`;
}

if (import.meta.main) writeFileSync(new URL("keepsight.generated.css", import.meta.url), compiledStyles());
