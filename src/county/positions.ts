import { authorities } from "./authorities.ts";

/** Where each authority's first area lies, in degrees: in the North Sea, where nobody lives. */
const from = { longitude: 1.6, latitude: 54.6 };
const golden = Math.PI * (3 - Math.sqrt(5));

/**
 * An invented position for an invented postcode (`EA4 7DN`), the same each time: the districts of an area lie together,
 * and the postcodes of a district. Undefined for a postcode of no invented authority.
 */
export function inventedPosition(postcode: string): { longitude: number; latitude: number } | undefined {
  const [, letters, digits, place, letter, further] =
    /^([A-Z]{2})(\d{1,2}) (\d)([A-Z])([A-Z])$/.exec(postcode) ?? [];
  const index = authorities.findIndex(({ postcodeArea }) => postcodeArea === letters);
  const areas = authorities[index]?.areas.length;
  if (!areas) return undefined;
  const district = Number(digits) - 1;
  const area = district % areas;
  const inward = Number(place) + 10 * (letter?.charCodeAt(0) ?? 0) + 260 * (further?.charCodeAt(0) ?? 0);
  const [x, y] = around(0.035, Math.floor(district / areas));
  const [dx, dy] = around(0.0022, inward % 40);
  return {
    longitude: round(from.longitude + index + 0.32 * (area % 2) + x + dx),
    latitude: round(from.latitude - 0.2 * Math.floor(area / 2) - 0.02 * (area % 2) + 0.6 * (y + dy)),
  };
}

/** The nth point of a spiral that fills a disc evenly. */
function around(step: number, nth: number): [number, number] {
  const away = step * Math.sqrt(nth);
  return [away * Math.cos(nth * golden), away * Math.sin(nth * golden)];
}

function round(angle: number): number {
  return Math.round(angle * 1e6) / 1e6;
}
