import type { LocaleDefinition } from "@faker-js/faker";
import type { Chance } from "./chance.ts";
import { type NameOrigin, nameOrigins } from "./name-origins.ts";
import { romanised } from "./romanised.ts";

/** Names of one origin, to be drawn as often as they are popular. */
export type NamePool = NameOrigin & {
  girl(chance: Chance): string;
  boy(chance: Chance): string;
  surname(chance: Chance): string;
};

/** The pools of every origin, with street names beside them. Which names are popular depends on the chance given. */
export async function namePools(chance: Chance): Promise<{ origins: NamePool[]; streets: string[] }> {
  // Loaded here and not above: the names library takes a tenth of a second, which no other command should wait for.
  const { allLocales } = await import("@faker-js/faker");
  const locale: Locales = (name) => {
    const found = allLocales[name as keyof typeof allLocales];
    if (!found) throw new RangeError(`The names library has no locale ${name}`);
    return found;
  };
  const origins = nameOrigins.map((origin) => ({
    ...origin,
    girl: popularOf(firstNames(origin, "female", locale), 20, chance),
    boy: popularOf(firstNames(origin, "male", locale), 20, chance),
    surname: popularOf(
      origin.surnames.map((group) => group.flatMap((name) => surnamesOf(name, locale))),
      30,
      chance,
    ),
  }));
  return { origins, streets: locale("en_GB").location?.street_name ?? [] };
}

type Locales = (name: string) => LocaleDefinition;

function firstNames(origin: NameOrigin, sex: "female" | "male", locale: Locales): string[][] {
  return origin.forenames.map((group) =>
    group.flatMap((name) => listed(locale(name).person?.first_name, sex)),
  );
}

function surnamesOf(name: string, locale: Locales): string[] {
  if (name === "places") return placeSurnames(locale);
  // The masculine form for all: a brother and sister in England mostly share one.
  return listed(locale(name).person?.last_name, "male");
}

/** Surnames as English places make them, Ashton or Millwood: the library's own list is a few hundred names. */
function placeSurnames(locale: Locales): string[] {
  const places = locale("en_GB").location;
  const starts = new Set((places?.street_name ?? []).map((street) => street.split(" ")[0] ?? ""));
  const ends = (places?.city_suffix ?? []).filter((end) => /^[a-z]{3,5}$/.test(end));
  const short = [...starts].filter(
    (start) => /^[A-Z][a-z]{2,4}[a-z]?$/.test(start) && !/(he|ing|er)$/.test(start),
  );
  return [...starts, ...short.flatMap((start) => ends.map((end) => start + end))];
}

type SexedNames =
  | { generic?: string[]; female?: string[]; male?: string[] }
  | readonly string[]
  | null
  | undefined;

function listed(names: SexedNames, sex: "female" | "male"): string[] {
  if (!names) return [];
  if ("generic" in names || "female" in names || "male" in names) {
    const sexed = names as { generic?: string[]; female?: string[]; male?: string[] };
    return [...(sexed[sex] ?? []), ...((sexed[sex]?.length ?? 0) < 15 ? (sexed.generic ?? []) : [])];
  }
  return [...(names as readonly string[])];
}

/**
 * Draws as names are spread in life: share falls with rank (Zipf-Mandelbrot), the first names near one in a hundred.
 * A table of 32,768 slots makes each draw one look-up.
 */
function popularOf(groups: string[][], flattening: number, chance: Chance): (chance: Chance) => string {
  const usable = [...new Set(groups.flatMap((names) => shuffled(names, chance)).map(romanised))].filter(
    (name) => name !== undefined && /^\p{Lu}.{1,19}$/u.test(name),
  );
  const weights = usable.map((_, rank) => 1 / (rank + flattening));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const slots = new Uint16Array(32768);
  let upTo = 0;
  let slot = 0;
  for (const [rank, weight] of weights.entries()) {
    upTo += weight / total;
    while (slot < upTo * slots.length && slot < slots.length) slots[slot++] = rank;
  }
  return (draw) => usable[slots[draw.below(slots.length)] ?? 0] ?? "";
}

function shuffled(names: readonly string[], chance: Chance): string[] {
  return names
    .map((name) => ({ name: name.trim(), place: chance.below(1e9) }))
    .sort((one, other) => one.place - other.place)
    .map(({ name }) => name);
}
