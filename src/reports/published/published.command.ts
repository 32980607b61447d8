import type { Command } from "commander";
import type { Keepsight } from "../../context.ts";
import { connectionPool, databaseFor } from "../../database/index.ts";
import { counted } from "../../web/design/words.ts";
import { keepPublished } from "./published.store.ts";
import { termInWords } from "./published.ts";
import { readPublished } from "./read-published.ts";

/** `keepsight published FILE`: what the department publishes, beside which annual reports are read. [H04] */
export function registerPublishedCommand(
  program: Command,
  withKeepsight: (work: (keepsight: Keepsight, ownerUrl: string) => Promise<void>) => Promise<void>,
): void {
  program
    .command("published")
    .description("Take in the department's published figures on children missing education, as CSV.")
    .argument("<file>")
    .action(async (path: string) => {
      const published = await readPublished(path);
      await withKeepsight(async (_, ownerUrl) => {
        const pool = connectionPool(ownerUrl, 1);
        await keepPublished(databaseFor(pool, undefined), published).finally(() => pool.end());
      });
      const terms = new Set(published.figures.map(termInWords));
      const places = new Set(published.figures.map(({ place }) => place));
      console.log(
        `${counted(published.figures.length, "share", "shares")} of ${[...places].join(", ")} taken in, for ${[...terms].join(", ")}.`,
      );
    });
}
