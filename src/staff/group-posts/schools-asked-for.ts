import type { Database } from "../../database/index.ts";
import { schoolNumbered } from "../../feeds/index.ts";
import { schoolsHeldBy, trustsOf } from "./trusts.store.ts";

/** More trusts than an authority has schools of. */
export const mostTrusts = 500;

/** How the schools of a post are said: by their numbers, or as all those of a trust. */
export type SchoolsSaid = {
  authorityId: number;
  groupName: string;
  role: string;
  laestab: string;
  trust: string;
  /** YYYY-MM-DD. */
  today: string;
};

/**
 * The schools for which a group's role is asked: those numbered, of the trust where one is chosen; without numbers all of the trust's at
 * which the group has not got it and does not wait for it. `refused`: the field and what is wrong with it.
 */
export async function schoolsAskedFor(
  database: Database,
  said: SchoolsSaid,
): Promise<{ ids: number[] } | { refused: [field: string, words: string] }> {
  const { authorityId, laestab, trust, today } = said;
  const trusts = trust ? await trustsOf(database, authorityId, today, mostTrusts) : [];
  const chosen = trusts.find(({ uid }) => uid === trust);
  if (trust && !chosen) return { refused: ["trust", "Choose a trust that has a school of your authority"] };
  if (chosen && laestab === "") {
    const held = await schoolsHeldBy(database, said);
    const ids = chosen.schools.flatMap(({ id }) => (held.has(id) ? [] : id));
    if (ids.length > 0) return { ids };
    return {
      refused: ["trust", `The group has this role, or waits for it, at each school of ${chosen.name} here`],
    };
  }
  const numbers = numbersIn(laestab);
  const schools = await Promise.all(numbers.map((number) => schoolNumbered(database, number)));
  const wrong = schools.findIndex((school) => school?.authorityId !== authorityId);
  if (numbers.length === 0 || wrong !== -1) {
    const which = wrong > -1 && numbers.length > 1 ? `: ${numbers[wrong]} is none` : "";
    const words = `Enter the number of a school of your authority, choose a trust, or let sign-in name the school${which}`;
    return { refused: ["laestab", words] };
  }
  const ids = schools.flatMap((school) => school?.id ?? []);
  const outside = ids.findIndex((id) => chosen && !chosen.schools.some((school) => school.id === id));
  if (outside === -1) return { ids };
  return {
    refused: [
      "laestab",
      `${numbers[outside]} is no school of ${chosen?.name}. Leave it out, or choose no trust`,
    ],
  };
}

/** Each school's number once, however they are set apart; one that is written with a stroke or a space in it is one. */
function numbersIn(typed: string): string[] {
  const joined = typed.replace(/\b(\d{3})[\s/](\d{4})\b/g, "$1$2");
  return [...new Set(joined.split(/[\s,;]+/).filter(Boolean))];
}
