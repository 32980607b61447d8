import { levels } from "./levels.ts";
import type { Layout } from "./packed-list.ts";
import { levelsIn } from "./pairs.ts";

/**
 * If a pair may be two children of one birth: the same birth date, family name and place, another given name, and no
 * identifier that is the same. Such a pair is never linked by itself, however much else fits.
 */
export function mayBeTwins(layout: Layout, pattern: number): boolean {
  const found = levelsIn(layout, pattern);
  const levelOf = (is: (field: Layout["fields"][number]) => boolean): string[] =>
    layout.fields.flatMap((field, at) => (is(field) ? (levels[field.type][found[at] ?? 0] ?? []) : []));
  const [given] = levelOf(({ part }) => part === "given");
  if (given !== "differs" && given !== "resembles") return false;
  if (levelOf(({ type }) => type === "identifier").some((level) => level === "same" || level === "former"))
    return false;
  const isSame = (of: string[]) =>
    of.length > 0 && of.every((level) => level === "same" || level === "former");
  return (
    isSame(levelOf(({ part }) => part === "family")) &&
    isSame(levelOf(({ type }) => type === "date").slice(0, 1)) &&
    isSame(levelOf(({ type }) => type === "place").slice(0, 1))
  );
}
