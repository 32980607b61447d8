import type { Coming, Leaver } from "../lives/index.ts";
import type { Procedure } from "../procedures/index.ts";
import { beginningInCounty } from "./beginning.ts";
import type { CountyPlaces } from "./county-places.ts";
import { drawsOf } from "./draws.ts";
import type { Life } from "./life.ts";
import type { MissingInCounty } from "./missing-in-county.ts";

/** Each child's life before anything has happened in it, and how the work on it begins. */
export function livesOfCounty(
  children: readonly MissingInCounty[],
  places: CountyPlaces,
  { procedures, seed }: { procedures: readonly Procedure[]; seed: string },
): (readonly [Life, readonly Coming[]])[] {
  const schools = schoolsByAuthority(places);
  return children.map((child, number) => {
    const draws = drawsOf(seed, child.childId);
    const pupil = pupilOf(child, places, schools.get(child.authority) ?? []);
    const beginning = beginningInCounty(child, pupil, procedures, draws("beginning"));
    return [{ number, pupil, draws, facts: [], tasks: new Map() }, beginning];
  });
}

/** Codes and school numbers are the ids by which the county's calendars are known. */
function pupilOf(child: MissingInCounty, { schools }: CountyPlaces, near: readonly string[]): Leaver {
  let enquiries = 0;
  return {
    childId: child.childId,
    authorityId: Number(child.authority),
    areaId: null,
    schoolId: child.school === "" ? null : Number(child.school),
    schoolName: schools.get(child.school)?.name ?? "no school here",
    newSchoolName: near[child.childId % near.length] ?? "a school nearby",
    left: { on: child.on, ground: child.ground },
    truth: child.truth,
    posts: {},
    owner: 0,
    enquiryId: () => ++enquiries,
  };
}

function schoolsByAuthority({ schools }: CountyPlaces): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { authority, name } of schools.values())
    found.set(authority, [...(found.get(authority) ?? []), name]);
  return found;
}
