import type { WithKeepsight } from "../../cli/with-keepsight.ts";
import { connectionPool, databaseFor } from "../../database/index.ts";
import { counted } from "../../web/design/words.ts";
import { keepPublished } from "./published.store.ts";
import { termInWords } from "./published.ts";
import { readPublished } from "./read-published.ts";

/** Takes the department's figures in and prints which. */
export async function runPublished(path: string, withKeepsight: WithKeepsight): Promise<void> {
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
}
