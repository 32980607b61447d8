import { type RawBuilder, sql } from "kysely";
import type { Act } from "./acts.ts";
import { postsAllowing, type Viewer } from "./viewer.ts";

/**
 * The authorities whose rows can hold anybody whom the viewer sees by this act, so that a search reads no other authority's: who may
 * be seen is for row-level security to say. Undefined, all of them, where that is not known: a neighbour's list may name a school's pupils.
 */
export function authoritiesSearched(viewer: Viewer, act: Act): number[] | undefined {
  const posts = postsAllowing(viewer, act);
  if (posts.length === 0 || posts.some(({ schoolId }) => schoolId !== null)) return undefined;
  return [...new Set(posts.map(({ authorityId }) => authorityId))];
}

/** As SQL: the ids of these authorities, or of all. */
export function authorityIds(searched: readonly number[] | undefined): RawBuilder<number[]> {
  return searched ? sql`${searched}::int[]` : sql`array(select id from authorities)`;
}
