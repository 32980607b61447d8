import type { InventedAuthority } from "./authorities.ts";
import type { Chance } from "./chance.ts";

/** Where a family or a school is, in an authority that does not exist. */
export type InventedAddress = { line1: string; line2: string; town: string; postcode: string };

const inwardLetters = "ABDEFGHJLNPQRSTUWXYZ";

/**
 * An address in one of the authority's postal districts (from 0). Some eight children share a postcode, as in life,
 * so the number of postcodes in use follows from how many children live in the district.
 */
export function addressIn(
  authority: InventedAuthority,
  district: number,
  childrenInDistrict: number,
  streets: readonly string[],
  chance: Chance,
): InventedAddress {
  const place = chance.below(Math.min(4000, Math.max(4, Math.ceil(childrenInDistrict / 8))));
  // One street a postcode, so that neighbours share both.
  const street = streets[(place * 7 + district * 31) % streets.length] ?? "High Street";
  const flat = chance.happens(0.08) ? `Flat ${chance.between(1, 24)}` : "";
  const line = `${chance.between(1, 60)} ${street}`;
  return {
    line1: flat || line,
    line2: flat ? line : "",
    town: authority.towns[district % authority.towns.length] ?? authority.name,
    postcode: `${authority.postcodeArea}${(district % 99) + 1} ${inwardOf(place)}`,
  };
}

/** The inward half of the district's postcode of this place (0 to 3,999). */
function inwardOf(place: number): string {
  const letters =
    inwardLetters.charAt(Math.floor(place / 10) % 20) + inwardLetters.charAt(Math.floor(place / 200) % 20);
  return `${place % 10}${letters}`;
}

/** A number from the range kept free for drama: mobile or landline. It rings nowhere. */
export function safePhone(chance: Chance): string {
  const last = String(chance.below(1000)).padStart(3, "0");
  return chance.happens(0.85) ? `07700 900${last}` : `01632 960${last}`;
}
