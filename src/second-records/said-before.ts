/** What stands of two records: somebody said that they are of one child, or of two. */
export type Standing = { one: number; other: number; decision: "same" | "different" };

/** The records that these statements make one child of with a record, itself among them. */
export function oneChildWith(record: number, standing: readonly Standing[]): Set<number> {
  const reached = new Set([record]);
  for (const each of reached)
    for (const { one, other, decision } of standing) {
      if (decision !== "same") continue;
      if (one === each) reached.add(other);
      if (other === each) reached.add(one);
    }
  return reached;
}

/**
 * Whether saying that two records are of one child would join two of whom somebody said that they are different children. Answers
 * these two; undefined where nothing speaks against it. [A11]
 */
export function saidDifferent(
  one: number,
  other: number,
  standing: readonly Standing[],
): readonly [number, number] | undefined {
  const [left, right] = [oneChildWith(one, standing), oneChildWith(other, standing)];
  const parted = standing.find(
    (each) =>
      each.decision === "different" &&
      !isPair(each, one, other) &&
      ((left.has(each.one) && right.has(each.other)) || (left.has(each.other) && right.has(each.one))),
  );
  return parted && [parted.one, parted.other];
}

/** Whether two records would be of one child still, by what was said of a third, once it is said that these two are not. [A11] */
export function isSameByOthers(one: number, other: number, standing: readonly Standing[]): boolean {
  return oneChildWith(
    one,
    standing.filter((each) => !isPair(each, one, other)),
  ).has(other);
}

function isPair(each: Standing, one: number, other: number): boolean {
  return (each.one === one && each.other === other) || (each.one === other && each.other === one);
}
