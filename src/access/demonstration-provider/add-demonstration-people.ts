import type { Database } from "../../database/index.ts";
import { programsOwnPerson } from "../people.store.ts";
import {
  authoritiesToStaff,
  openTheOutbox,
  postTheProgram,
  writePeople,
} from "./demonstration-people.store.ts";
import { demonstrationPeople } from "./demonstration-person.ts";

const schoolsWithAnOfficer = 3;

/**
 * Adds an invented person for each role and place of every authority there is, and lets the program itself work in
 * each. Done again it adds only what is missing. `issuer` is the demonstration provider's.
 */
export async function addDemonstrationPeople(database: Database, issuer: string): Promise<void> {
  const authorities = await authoritiesToStaff(database, schoolsWithAnOfficer);
  await writePeople(database, issuer, authorities.flatMap(demonstrationPeople));
  await postTheProgram(database, await programsOwnPerson(database));
  await openTheOutbox(database);
}
