import { inventedPosition } from "../county/index.ts";
import type { Database } from "../database/index.ts";
import { keepPositions, unplacedPostcodes } from "../visits/index.ts";

/** How many postcodes are looked at and written at a time. */
const atOnce = 5_000;

/** Gives each invented postcode of a child or school an invented position, and says that it is invented. */
export async function placePostcodes(owner: Database): Promise<void> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const postcodes: string[] = await unplacedPostcodes(owner, atOnce, after);
    const placed = postcodes.flatMap((postcode) => {
      const position = inventedPosition(postcode);
      return position ? [{ postcode, ...position }] : [];
    });
    await keepPositions(owner, placed, { invented: true });
    after = postcodes.at(-1);
  }
}
