import { programsOwnPerson, type Viewer, viewerOf } from "../../access/index.ts";
import type { Keepsight } from "../../context.ts";
import { databaseFor } from "../../database/index.ts";

/**
 * In whose name somebody without an account reads and answers the one question of their link: the program's, which the
 * database lets do what the link's holder was asked to. Only what the hash of a link has led to is read or written with it.
 */
export async function linkHolder(keepsight: Pick<Keepsight, "pool">): Promise<Viewer> {
  const database = databaseFor(keepsight.pool, undefined);
  const program = await viewerOf(database, await programsOwnPerson(database));
  if (!program) throw new Error("The program has no person of its own. Run: npx keepsight migrate");
  return { ...program, posts: program.posts.map((post) => ({ ...post, acts: ["answer-enquiry"] })) };
}
