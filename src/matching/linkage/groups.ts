import { RowComparer } from "./compare-values.ts";
import type { Links } from "./link-lists.ts";
import type { LoadedLists } from "./load-lists.ts";
import { radixOf } from "./pairs.ts";
import { allBelow, byFallingWeight } from "./sorted-by.ts";
import { mayBeTwins } from "./twins.ts";

/** Rows of one list that are one child, by their number in the file; and how many linked pairs join no group. */
export type Groups = { readonly groups: readonly (readonly number[])[]; readonly pairsApart: number };

/**
 * Groups the rows of one list whose pairs are linked, the heaviest pair first. Two groups are joined only where no row of one
 * may be a twin of a row of the other, so that a record which resembles both never chains twins together. [A11]
 */
export function groupsOf({ layout, dictionaries, left }: LoadedLists, links: Links): Groups {
  const comparer = new RowComparer(layout, dictionaries);
  const areTwins = (one: number, other: number) => {
    let pattern = 0;
    for (const field of layout.fields.keys())
      pattern =
        pattern * radixOf(layout, field) +
        comparer.level(field, left.rows, one * layout.stride, left.rows, other * layout.stride);
    return mayBeTwins(layout, pattern, "wherever they live");
  };
  const groupOf = new Map<number, number[]>();
  let pairsApart = 0;
  for (const link of byFallingWeight(allBelow(links.length), links.weight)) {
    if (links.answer[link] !== 1) continue;
    const [one, other] = [links.left[link] as number, links.right[link] as number];
    const group = groupOf.get(one) ?? [one];
    const joining = groupOf.get(other) ?? [other];
    if (group === joining) continue;
    if (group.some((row) => joining.some((another) => areTwins(row, another)))) {
      pairsApart++;
      continue;
    }
    const [larger, smaller] = group.length >= joining.length ? [group, joining] : [joining, group];
    for (const row of smaller) larger.push(row);
    for (const row of [one, ...smaller, other]) groupOf.set(row, larger);
  }
  const groups = [...new Set(groupOf.values())]
    .map((rows) => rows.map((row) => left.order[row] as number).sort((a, b) => a - b))
    .sort(([a = 0], [b = 0]) => a - b);
  return { groups, pairsApart };
}
