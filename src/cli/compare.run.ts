import { authoritiesKnown } from "../access/index.ts";
import { type ComparingContext, compareLists, comparisons } from "../comparisons/index.ts";
import { connectionPool, databaseFor } from "../database/index.ts";
import { readSettings, UnusableSettings } from "../settings.ts";
import { openKeepsight } from "./open-keepsight.ts";

/** Compares the lists of one authority or of all, and prints the counts. */
export async function runCompare({ authority }: { authority?: string }): Promise<void> {
  const opened = await openKeepsight(readSettings(process.env), { connections: 2 });
  const owners = connectionPool(opened.ownerUrl, 1);
  try {
    const { procedures, now } = opened.keepsight;
    await compare({ database: databaseFor(owners, undefined), procedures, now: now() }, authority);
  } finally {
    await owners.end();
    await opened.close();
  }
}

async function compare(context: ComparingContext, code: string | undefined): Promise<void> {
  const authorities = (await authoritiesKnown(context.database)).filter((each) =>
    [undefined, each.code].includes(code),
  );
  if (authorities.length === 0)
    throw new UnusableSettings(
      code === undefined
        ? "There is no authority yet. Import the places of one first."
        : `There is no authority with the code ${code}. Type the three digits of one that is here.`,
    );
  for (const { id, name } of authorities) {
    const begun = performance.now();
    const counts = await compareLists(context, id);
    console.log(name);
    for (const { word, title } of comparisons) {
      const { listed, fresh, gone } = counts.get(word) ?? { listed: 0, fresh: 0, gone: 0 };
      console.log(`  ${title}: ${listed} listed, ${fresh} new, ${gone} gone`);
    }
    console.log(`  in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
}
