import { type Level, levels } from "./levels.ts";
import type { Linked } from "./link-lists.ts";
import type { LoadedLists } from "./load-lists.ts";
import { levelsIn } from "./pairs.ts";

/** How one field of two records compares, and what that is worth in bits, how common its value is counted in. */
export type FieldEvidence = { readonly field: string; readonly level: Level; readonly bits: number };

/** The evidence of one link field by field: the bits add up to the link's weight. [A11] */
export function fieldEvidenceOf(
  { layout, left }: LoadedLists,
  { links, weights }: Pick<Linked, "links" | "weights">,
  link: number,
): FieldEvidence[] {
  const base = (links.left[link] as number) * layout.stride;
  return levelsIn(layout, links.pattern[link] as number).map((found, at) => {
    const field = layout.fields[at] as (typeof layout.fields)[number];
    const names = levels[field.type];
    const isSame = found === names.length - 1;
    const rarity = isSame ? (weights.rarity[at]?.[left.rows[base + field.at] as number] ?? 0) : 0;
    const bits = (weights.bits[at]?.[found] ?? 0) + rarity;
    return { field: field.name, level: names[found] ?? "missing", bits: Math.round(bits * 100) / 100 };
  });
}
