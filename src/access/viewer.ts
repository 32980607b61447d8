import { NotAllowed } from "../database/index.ts";
import type { Act } from "./acts.ts";
import type { Role } from "./roles.ts";

/** One role that a person holds today, and where. */
export type Post = {
  role: Role;
  title: string;
  acts: readonly Act[];
  authorityId: number;
  areaId: number | null;
  schoolId: number | null;
  agencyId: number | null;
};

/** The person who acts. */
export type Viewer = {
  personId: number;
  name: string;
  posts: readonly Post[];
};

/** Where an act would be done; what is left out does not narrow it. */
export type Place = { authorityId?: number; areaId?: number | null; schoolId?: number | null };

/** Whether one of the viewer's posts allows the act at the place. A post bound to an area or school allows it there alone. */
export function mayDo(viewer: Viewer, act: Act, place: Place = {}): boolean {
  return postsAllowing(viewer, act).some(
    (post) =>
      (place.authorityId === undefined || post.authorityId === place.authorityId) &&
      (place.areaId === undefined || post.areaId === null || post.areaId === place.areaId) &&
      (place.schoolId === undefined || post.schoolId === null || post.schoolId === place.schoolId),
  );
}

/** The viewer's posts that allow the act, wherever they are. */
export function postsAllowing(viewer: Viewer, act: Act): Post[] {
  return viewer.posts.filter((post) => post.acts.includes(act));
}

/** @throws NotAllowed unless one of the viewer's posts allows the act at the place. */
export function requireAct(viewer: Viewer, act: Act, place: Place = {}): void {
  if (!mayDo(viewer, act, place)) throw new NotAllowed(act);
}
