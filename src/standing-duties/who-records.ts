import { mayDo, type Viewer } from "../access/index.ts";

/**
 * If the viewer may record that a duty was done, or correct it: one of their roles in the authority owes it, or they answer
 * for the register there. [G04]
 */
export function mayRecordDuty(viewer: Viewer, authorityId: number, owedBy: readonly string[]): boolean {
  if (!mayDo(viewer, "do-standing-duty", { authorityId })) return false;
  return mayDo(viewer, "work-case", { authorityId }) || holdsOne(viewer, authorityId, owedBy);
}

/** If the viewer holds one of these roles in the authority. */
export function holdsOne({ posts }: Viewer, authorityId: number, roles: readonly string[]): boolean {
  return posts.some((post) => post.authorityId === authorityId && roles.includes(post.role));
}
