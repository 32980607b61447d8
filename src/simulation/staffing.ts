import { type Role, roles } from "../access/roles.ts";

/** How many people a role has, part-time as 0.5. A role that is not there has as many as the work needs. */
export type Staffing = ReadonlyMap<Role, number>;

const mostPeople = 10_000;

/** The staffing in words such as `cme-officer=2,hub-worker=1.5`, or in one line what is wrong with them and the mend. */
export function staffingNamed(words: string): Staffing | { mend: string } {
  const staffing = new Map<Role, number>();
  for (const part of words.split(",").map((each) => each.trim())) {
    const [name = "", count = "", ...more] = part.split("=").map((each) => each.trim());
    const role = roles.find((each) => each === name);
    if (role === undefined) return { mend: `No role is called "${name}". Use one of: ${roles.join(", ")}.` };
    const people = Number(count);
    if (more.length > 0 || !/^\d+(\.\d+)?$/.test(count) || people === 0 || people > mostPeople)
      return { mend: `Give a number of people for ${role}, such as ${role}=2, or 0.5 for half a post.` };
    if (staffing.has(role)) return { mend: `Name ${role} once.` };
    staffing.set(role, people);
  }
  return staffing;
}
