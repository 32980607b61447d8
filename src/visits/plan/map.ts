import type { Position } from "../positions/grid-position.ts";

/** Places around which a line is drawn, such as the schools of an area. */
export type Outline = { name: string; points: Position[] };

/** Visits of the list, by their numbers there, at one position. */
export type Pin = Position & { numbers: number[] };

/** What stands on a pin: "3", "3, 7", or "3 +4" where many live at one postcode. */
export function labelOf({ numbers }: Pin): string {
  const [first, second, ...more] = numbers;
  if (more.length > 0) return `${first} +${numbers.length - 1}`;
  return second === undefined ? String(first) : `${first}, ${second}`;
}

/** The visits that lie at the same position, as one pin; what has none is left out. */
export function pinsOf(visits: readonly { position: Position | null }[]): Pin[] {
  const pins = new Map<string, Pin>();
  for (const [place, { position }] of visits.entries()) {
    if (!position) continue;
    const { longitude, latitude } = position;
    const key = `${longitude} ${latitude}`;
    const pin = pins.get(key) ?? { longitude, latitude, numbers: [] };
    pin.numbers.push(place + 1);
    pins.set(key, pin);
  }
  return [...pins.values()];
}

/** The line around all of the points that turns one way only (Andrew's monotone chain), anticlockwise from the west. */
export function outlineOf(points: readonly Position[]): Position[] {
  const sorted = points.toSorted(
    (one, other) => one.longitude - other.longitude || one.latitude - other.latitude,
  );
  if (sorted.length < 3) return sorted;
  const half = (along: readonly Position[]) => {
    const line: Position[] = [];
    for (const point of along) {
      while (line.length > 1 && turn(line.at(-2), line.at(-1), point) <= 0) line.pop();
      line.push(point);
    }
    return line.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

function turn(from: Position | undefined, over: Position | undefined, to: Position): number {
  if (!from || !over) return 0;
  return (
    (over.longitude - from.longitude) * (to.latitude - from.latitude) -
    (over.latitude - from.latitude) * (to.longitude - from.longitude)
  );
}

/** From positions to a drawing of this width and height, north up, with room around: all of `shown` fits. */
export function projection(
  shown: readonly Position[],
  { width, height, room }: { width: number; height: number; room: number },
): (position: Position) => { x: number; y: number } {
  const longitudes = shown.map(({ longitude }) => longitude);
  const latitudes = shown.map(({ latitude }) => latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  // A degree east is shorter than a degree north, the more so the further north.
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    (width - 2 * room) / Math.max((east - west) * squeeze, 0.01),
    (height - 2 * room) / Math.max(north - south, 0.01),
  );
  return ({ longitude, latitude }) => ({
    x: Math.round(width / 2 + (longitude - (west + east) / 2) * squeeze * scale),
    y: Math.round(height / 2 - (latitude - (south + north) / 2) * scale),
  });
}
