import type { FeedList, ListDefinition } from "../list-definition.ts";
import { applications, offers } from "./admissions.ts";
import { homeEducation, otherAuthorityNotices, policeMissing } from "./agencies.ts";
import { attendance } from "./attendance.ts";
import { establishments } from "./establishments.ts";
import { health } from "./health.ts";
import { alternativeProvision, exclusions } from "./out-of-school.ts";
import { rolls } from "./rolls.ts";
import { independentSchools, joinersAndLeavers } from "./schools.ts";
import { trusts } from "./trusts.ts";

/** Every list that can be imported, rolls first: the others link to the children whom the rolls make. */
export const listDefinitions: readonly ListDefinition[] = [
  rolls,
  health,
  applications,
  offers,
  homeEducation,
  policeMissing,
  otherAuthorityNotices,
  joinersAndLeavers,
  exclusions,
  alternativeProvision,
  independentSchools,
  attendance,
  establishments,
  trusts,
];

/** How the files of a list are read. */
export function definitionOf(list: string): ListDefinition {
  const definition = listDefinitions.find((one) => one.list === (list as FeedList));
  if (!definition) throw new RangeError(`There is no list called ${list}`);
  return definition;
}
