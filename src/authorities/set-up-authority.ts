import { programsOwnPerson } from "../access/index.ts";
import { appendEntries } from "../audit/index.ts";
import { type Database, inTransaction } from "../database/index.ts";
import type { Procedure } from "../procedures/index.ts";
import { UnusableSettings } from "../settings.ts";
import {
  addPlaces,
  givePostToProgram,
  personInvited,
  placesOfPost,
  putAuthority,
  putPost,
  scopesOfRoles,
} from "./authorities.store.ts";
import type { AuthorityFile, PersonNamed } from "./authority-file.ts";

export type AuthoritySetUp = { places: number; given: number; changed: number };

/**
 * Makes an authority what its file says, all of it or nothing: its name, procedure, areas, agencies and posts, and the other authorities that it
 * deals with. Again, it changes what has changed; what the file does not name any more stays, for a post ends by its last day and never in
 * silence. Each post given or changed is in the audit log. `owner` is the owner's database: no role may make an authority.
 * Throws UnusableSettings in one line where something that the file names is not there.
 */
export async function setUpAuthority(
  owner: Database,
  file: AuthorityFile,
  { procedures, now }: { procedures: readonly Procedure[]; now: Temporal.Instant },
): Promise<AuthoritySetUp> {
  for (const { name, procedure } of [file.authority, ...file["other-authorities"]])
    refuseUnknownProcedure(name, procedure, procedures);
  return inTransaction(owner, async (transaction) => {
    const program = await programsOwnPerson(transaction);
    const scopes = await scopesOfRoles(transaction);
    for (const other of file["other-authorities"]) await putAuthority(transaction, other);
    const authorityId = await putAuthority(transaction, file.authority);
    await givePostToProgram(transaction, authorityId, program);
    const done: AuthoritySetUp = {
      places: await addPlaces(transaction, authorityId, file),
      given: 0,
      changed: 0,
    };
    for (const person of file.people) {
      const places = await placesOfPost(transaction, authorityId, person);
      refuseWrongPlace(person, scopes.get(person.role), places);
      const personId = await personInvited(transaction, person, { ...places, authorityId });
      const post = await putPost(transaction, {
        ...{ ...places, personId, authorityId, role: person.role, until: person.until },
      });
      if (post.done === "same") continue;
      done[post.done] += 1;
      await appendEntries(transaction, [
        {
          ...{ act: `${post.done} post`, subject: "person", subjectId: personId, authorityId },
          details: { post: post.id, role: person.role, until: person.until ?? null },
          ...{ at: now, personId: program, request: "command" },
        },
      ]);
    }
    return done;
  });
}

function refuseUnknownProcedure(name: string, procedure: string, procedures: readonly Procedure[]): void {
  const known = new Set(procedures.flatMap((each) => (each.runsWith.length === 0 ? each.procedure : [])));
  if (known.has(procedure)) return;
  throw new UnusableSettings(
    `${name}: no procedure is called ${procedure}. Write one of ${[...known].sort().join(", ")}; an own one is made from it on the procedure's page.`,
  );
}

const placesByScope: Readonly<
  Record<string, { named: "area" | "school" | "agency"; id: "areaId" | "schoolId" | "agencyId" }>
> = {
  area: { named: "area", id: "areaId" },
  school: { named: "school", id: "schoolId" },
  sent: { named: "agency", id: "agencyId" },
};

/** A post without its place would be one for the whole authority. */
function refuseWrongPlace(
  person: PersonNamed,
  scope: string | undefined,
  found: { areaId?: number; schoolId?: number; agencyId?: number },
): void {
  const { name, role } = person;
  const place = placesByScope[scope ?? ""];
  // Another authority's people, and an area's manager who has all of them, are of no one place.
  const isOptional = scope === "area" || role === "other-authority";
  for (const { named, id } of Object.values(placesByScope)) {
    if (person[named] === undefined) continue;
    if (place?.named !== named)
      throw new UnusableSettings(`${name}: the role ${role} is of no ${named}. Leave ${named} out.`);
    if (found[id] === undefined)
      throw new UnusableSettings(
        `${name}: there is no ${named} ${person[named]}. ${named === "school" ? "Import the establishments first" : `Add it to the file`}, or correct it.`,
      );
  }
  if (place && !isOptional && person[place.named] === undefined)
    throw new UnusableSettings(`${name}: the role ${role} needs its ${place.named}. Add it.`);
}
