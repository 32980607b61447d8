/** A term of the department's collection: the school year by the year in which it begins, and 1 autumn, 2 spring, 3 summer. */
export type PublishedTerm = { year: number; term: number };

/** Shares of all children missing education in a place, in whole hundredths, by topic and breakdown. */
export type PublishedShares = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The latest that is published up to a census: England, and the authority's region where it is known. */
export type Published = {
  asOf: PublishedTerm;
  england: PublishedShares;
  region: { name: string; shares: PublishedShares } | undefined;
};

const terms = ["Autumn", "Spring", "Summer"] as const;

/** The term of the collection whose census day this is. */
export function termOfCensus(censusOn: Temporal.PlainDate): PublishedTerm {
  const { year, month } = censusOn;
  if (month >= 9) return { year, term: 1 };
  return { year: year - 1, term: month <= 3 ? 2 : 3 };
}

/** Such as "autumn 2025". */
export function termInWords({ year, term }: PublishedTerm): string {
  return `${(terms[term - 1] ?? "").toLowerCase()} ${term === 1 ? year : year + 1}`;
}

/** Reads how the publication writes a term: 202526, or 2025/26, and Autumn term. */
export function termFrom(period: string, identifier: string): PublishedTerm | undefined {
  const year = /^(20\d\d)\/?(\d\d)$/.exec(period.trim())?.[1];
  const term = terms.findIndex((name) => identifier.trim().toLowerCase().startsWith(name.toLowerCase())) + 1;
  return year && term > 0 ? { year: Number(year), term } : undefined;
}
