/** Larger than any honest transfer file, and small enough that a hostile one costs nothing. */
export type Caps = {
  bytes: number;
  /** Elements within one another. The deepest known one is the seventh. */
  depth: number;
  /** Characters of one text, name, attribute, comment or declaration. */
  piece: number;
  elementsOfPupil: number;
  pupils: number;
};

/** A whole authority's file: 100,000 pupils with ten years of results are 500 MB. */
export const capsOfAnyFile: Caps = {
  bytes: 800 * 1024 * 1024,
  depth: 24,
  piece: 1024 * 1024,
  elementsOfPupil: 20_000,
  pupils: 250_000,
};
