import type { Happening, StageFlow } from "./flow.ts";

/**
 * A flow cut in two at the happening through which most runs: it ends one part and, drawn again, begins the other, and
 * says by number what it came from and goes on to. Undefined where nothing both ends and begins something.
 */
export function cutAtBusiest(flow: StageFlow, keys: ReadonlySet<string>): StageFlow | undefined {
  const into = (key: string) => flow.arrows.filter(({ to }) => to === key);
  const out = (key: string) => flow.arrows.filter(({ from }) => from === key);
  const through = ({ key }: Happening) => into(key).length * out(key).length;
  const busiest = flow.happenings
    .filter((each) => keys.has(each.key) && through(each) > 0)
    .reduce<Happening | undefined>(
      (most, each) => (most && through(most) >= through(each) ? most : each),
      undefined,
    );
  if (!busiest) return undefined;
  const again = `${busiest.key} again`;
  const numbered = (ends: readonly string[], before: readonly number[]) => {
    const here = flow.steps.filter(({ key }) => ends.includes(key)).map(({ number }) => number);
    return [...new Set([...before, ...here])].sort((one, other) => one - other);
  };
  const { key, madeBy, goesOnTo } = busiest;
  return {
    ...flow,
    happenings: flow.happenings.flatMap((each) =>
      each === busiest
        ? [
            {
              ...each,
              goesOnTo: numbered(
                out(key).map(({ to }) => to),
                goesOnTo,
              ),
            },
            {
              ...each,
              key: again,
              madeBy: numbered(
                into(key).map(({ from }) => from),
                madeBy,
              ),
            },
          ]
        : [each],
    ),
    arrows: flow.arrows.map((arrow) => (arrow.from === key ? { ...arrow, from: again } : arrow)),
  };
}
