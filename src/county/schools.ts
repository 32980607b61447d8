import { addressIn, type InventedAddress } from "./addresses.ts";
import { authorities, type InventedAuthority } from "./authorities.ts";
import type { Chance } from "./chance.ts";

type Phase = "primary" | "secondary" | "special" | "pru" | "independent";

export type InventedSchool = {
  /** Place in the county's list of schools. */
  index: number;
  laestab: string;
  urn: string;
  name: string;
  phase: Phase;
  authority: InventedAuthority;
  area: string;
  address: InventedAddress;
  /** Some schools type names in capitals. */
  capitals: boolean;
};

/** The schools of one authority. A family lives in the catchment of one primary school, which feeds one secondary. */
export type AuthoritySchools = {
  authority: InventedAuthority;
  primaries: InventedSchool[];
  secondaries: InventedSchool[];
  special: InventedSchool[];
  prus: InventedSchool[];
  independents: InventedSchool[];
  /** The secondary school that a primary school, by its place in `primaries`, feeds. */
  secondaryFor(primary: number): InventedSchool;
  childrenInCatchment: number;
};

/** Mean pupils a school and the share of pupils in it, England (domain facts 11.3). */
const sizes = { primary: 230, secondary: 1000, special: 140, pru: 60, independent: 260 };
/** Of 13 year groups of children, 7 are of primary age, 5 of secondary age and one is not yet at school. */
const shares = {
  primary: (7 / 13) * 0.9,
  secondary: (5 / 13) * 0.9,
  special: 0.016,
  pru: 0.002,
  independent: 0.06,
};
const firstNumbers = { primary: 2001, secondary: 4001, special: 7001, pru: 1101, independent: 6001 };
const kinds = {
  primary: ["Primary School", "Church of England Primary School", "Community Primary School"],
  secondary: ["High School", "Academy", "School"],
  special: ["Special School"],
  pru: ["Pupil Referral Unit"],
  independent: ["House School", "College"],
};

/** The schools that a county of so many children needs, half of them in each authority. */
export function plannedSchools(
  children: number,
  streets: readonly string[],
  chance: Chance,
): AuthoritySchools[] {
  let index = 0;
  const schoolName = schoolNames(streets, chance);
  return authorities.map((authority) => {
    const planned = (phase: Phase, atLeast: number): InventedSchool[] => {
      const number = Math.max(atLeast, Math.round((children * shares[phase]) / 2 / sizes[phase]));
      return Array.from({ length: number }, (_, place) => {
        const estab = firstNumbers[phase] + place;
        const district = Math.floor(place * Math.max(1, sizes[phase] / sizes.primary));
        index += 1;
        return {
          index: index - 1,
          laestab: `${authority.laCode}${estab}`,
          // Real numbers start with 1: 9 tells an invented school at sight.
          urn: `9${String(index).padStart(5, "0")}`,
          name: schoolName(phase),
          phase,
          authority,
          area: authority.areas[district % authority.areas.length] ?? "",
          address: { ...addressIn(authority, district, 8000, streets, chance), line2: "" },
          capitals: chance.happens(0.15),
        };
      });
    };
    const primaries = planned("primary", 4);
    const secondaries = planned("secondary", 2);
    return {
      authority,
      primaries,
      secondaries,
      special: planned("special", 1),
      prus: planned("pru", 1),
      independents: planned("independent", 1),
      secondaryFor: (primary) =>
        nth(secondaries, Math.floor((primary * secondaries.length) / primaries.length)),
      childrenInCatchment: Math.ceil(children / 2 / primaries.length),
    };
  });
}

function nth<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new RangeError(`There is no item ${place} in a list of ${list.length}`);
  return found;
}

/** Gives each school a name of its own: Ashbrook Primary School. */
function schoolNames(streets: readonly string[], chance: Chance): (phase: Phase) => string {
  const starts = [...new Set(streets.map((street) => street.split(" ")[0] ?? ""))].filter((start) =>
    /^(?!.*(field|brook|mead|gate|down|side|well)$)[A-Z][a-z]{2,6}$/.test(start),
  );
  const given = new Set<string>();
  return (phase) => {
    for (let attempt = 0; ; attempt++) {
      // Large counties run out of one-word names.
      const patron = attempt > 20 ? ` ${chance.pick(starts)}` : "";
      const number = attempt > 100 ? ` ${given.size + 1}` : "";
      const place =
        chance.pick(starts) + chance.pick(["field", "brook", "mead", "hurst", "gate", "down", "combe"]);
      const name = `${place}${patron} ${chance.pick(kinds[phase])}${number}`;
      if (given.has(name)) continue;
      given.add(name);
      return name;
    }
  };
}
