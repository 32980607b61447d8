import type { Arrow } from "./flow.ts";

export type Point = { x: number; y: number };

/** A row of a chart: its middle, and how far its boxes reach. */
export type Rank = { middle: number; top: number; bottom: number };

/**
 * An arrow with the corners of its line, from its first box to its last, in pairs: straight within a pair, bending
 * between two. `heading` is one step in the direction in which it arrives; `words` is the middle of its words.
 */
export type Routed = Arrow & { corners: Point[]; words: Point; heading: Point };

/** So far an arrow leaves and reaches its boxes straight: its head is as long. */
const straight = 9;

type Asked = { arrow: Arrow; by: readonly Point[]; words: Point };
type Middle = Point & { width: number; height: number };

/**
 * The lines of arrows. A line crosses each row straight, where the row has kept room for it, and bends only between
 * rows: so it never crosses a box or another arrow's words. Lines that meet at a side of a box come in next to each other.
 */
export function routesOf(
  asked: readonly Asked[],
  middles: ReadonlyMap<string, Middle>,
  ranks: readonly Rank[],
): Routed[] {
  const placeOf = (key: string) => {
    return middles.get(key) ?? { x: 0, y: 0, width: 0, height: 0 };
  };
  const rowAt = (y: number) =>
    ranks.find(({ middle }) => Math.abs(middle - y) < 1) ?? { middle: y, top: y, bottom: y };
  const isThick = ({ y }: Point) => rowAt(y).bottom - rowAt(y).top > 1;
  const ends = asked.map(({ arrow, by }) => {
    const [from, to] = [placeOf(arrow.from), placeOf(arrow.to)];
    const down = from.y <= to.y;
    return {
      ...{ from, to, down },
      out: { box: arrow.from, below: down, towards: (by[0] ?? to).x },
      into: { box: arrow.to, below: !down, towards: (by.at(-1) ?? from).x },
    };
  });
  const doors = ends.flatMap(({ out, into }) => [out, into]);
  const doorAt = (door: (typeof doors)[number]): number => {
    const { x, width } = placeOf(door.box);
    const beside = doors.filter(({ box, below }) => box === door.box && below === door.below);
    const place = beside.toSorted((one, other) => one.towards - other.towards).indexOf(door);
    return x + ((place + 1) / (beside.length + 1) - 0.5) * width * 0.8;
  };
  return asked.map(({ arrow, by, words }, place) => {
    const end = ends[place];
    if (!end) return { ...arrow, words, heading: { x: 0, y: 1 }, corners: [] };
    const { from, to, down, out, into } = end;
    const [start, finish] = [doorAt(out), doorAt(into)];
    const sign = down ? 1 : -1;
    const far = (y: number) => (down ? rowAt(y).bottom : rowAt(y).top);
    const near = (y: number) => (down ? rowAt(y).top : rowAt(y).bottom);
    return {
      ...{ ...arrow, words, heading: { x: 0, y: sign } },
      corners: [
        { x: start, y: from.y + (sign * from.height) / 2 },
        { x: start, y: far(from.y) + sign * straight },
        // In a row of lines alone there is nothing to go round.
        ...by.filter(isThick).flatMap(({ x, y }) => [
          { x, y: near(y) },
          { x, y: far(y) },
        ]),
        { x: finish, y: near(to.y) - sign * straight },
        { x: finish, y: to.y - (sign * to.height) / 2 },
      ],
    };
  });
}
