export { type AuthorityLinked, type LinkOrder, linkEveryList } from "./link-every-list.ts";
