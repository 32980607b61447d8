import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import type { Rhythm } from "./feed-rhythm.ts";
import { insertRhythm } from "./feeds.store.ts";
import { wholeAuthoritiesOf } from "./imports.store.ts";
import type { FeedList } from "./list-definition.ts";

/** Says how often a list is to come, for the authorities whose lists the viewer brings (act import-roll). @throws NotAllowed */
export async function expectFeed(
  { database, viewer, now, audit }: Context,
  list: FeedList,
  expected: Rhythm,
): Promise<"expected"> {
  const authorities = wholeAuthoritiesOf(viewer);
  // A school's own officer has none and says nothing for the authority.
  if (authorities.size === 0) requireAct(viewer, "import-roll", { authorityId: 0 });
  for (const authorityId of authorities) {
    await insertRhythm(database, { authorityId, list, expected, at: now, by: viewer.personId });
    await audit({
      act: "said how often a list comes",
      subject: "list",
      authorityId,
      details: { list, expected },
    });
  }
  return "expected";
}
