export { type Act, acts } from "./acts.ts";
export { type Area, areasOf } from "./areas.store.ts";
export {
  type Authority,
  authoritiesKnown,
  authorityCalled,
  authorityKnown,
  schoolNames,
} from "./authorities.store.ts";
export { authoritiesSearched, authorityIds } from "./authorities-searched.ts";
export { programItself, programsOwnPerson, viewerOf } from "./people.store.ts";
export { type Role, roles } from "./roles.ts";
export { type PostRenewed, postEntry, renewPosts } from "./staff.store.ts";
export { mayDo, type Place, type Post, postsAllowing, requireAct, type Viewer } from "./viewer.ts";
