import { inTheStory, type PersonToBe, peopleToBe } from "../access/demonstration-provider/index.ts";
import { demonstrationIssuer } from "../access/sign-in/index.ts";
import type { Keepsight } from "../context.ts";
import { databaseFor } from "../database/index.ts";

/** What the terminal says of the people one can be: those of the story, and where the others are. */
export async function whoCanSignIn({ pool, settings }: Keepsight): Promise<string[]> {
  const people = await peopleToBe(databaseFor(pool, undefined), demonstrationIssuer(settings));
  const story = inTheStory(people);
  const widest = Math.max(...story.map(({ name }) => name.length));
  return [
    "Every child in it is invented. Sign in, without a password, as one of the people of the story:",
    ...story.map((person) => `  ${person.name.padEnd(widest)}  ${postOf(person)}`),
    `The sign-in page lists all ${people.length}.`,
  ];
}

function postOf({ title, place, authority }: PersonToBe): string {
  return place.endsWith(authority) ? `${title}, ${place}` : `${title}, ${place}, ${authority}`;
}
