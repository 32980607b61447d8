import { postEntry, renewPosts, viewerOf } from "../access/index.ts";
import { endSessionsOf } from "../access/sign-in/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { leaveGroups } from "./groups.store.ts";
import {
  accountsLike,
  type DirectoryOf,
  insertAccount,
  personOfStaff,
  renameStaff,
  type StaffAccount,
  type StaffTold,
  staffAccount,
  updateAccount,
} from "./staff.store.ts";

type Named = StaffTold & { called: string };

/**
 * Takes in whom a directory tells of (act keep-staff): whoever has their e-mail, else somebody new, who is bound to their
 * account when they first sign in. Somebody whom the directory had deleted is the same again.
 */
export async function addStaff(
  context: Context,
  of: DirectoryOf,
  told: Named,
): Promise<{ id: string } | "user-name-taken" | "e-mail-taken"> {
  const { database, now, audit } = context;
  const personId = await personOfStaff(database, of, told);
  if (personId === null) return "e-mail-taken";
  const like = await accountsLike(database, of, { userName: told.userName, personId });
  if (like.some(({ removed, personId: theirs }) => !removed && theirs !== personId)) return "user-name-taken";
  if (like.some(({ removed }) => !removed)) return "e-mail-taken";
  const [former] = like.toSorted((one) => (one.personId === personId ? -1 : 1));
  if (former && former.personId !== personId) return "user-name-taken";
  if (former) await updateAccount(database, former.id, told, { at: now });
  const id = former?.id ?? (await insertAccount(database, of, personId, told, now));
  await audit({
    ...{
      act: former ? "took a member of staff back" : "added a member of staff",
      authorityId: of.authorityId,
    },
    ...{ subject: "person", subjectId: personId, details: { active: told.active } },
  });
  await settlePosts(context, [personId]);
  if (!told.active) await signOutLeaver(context, of, personId);
  return { id: String(id) };
}

/**
 * Changes what is known of a member of staff (act keep-staff). Whoever is no longer active is signed out everywhere at once,
 * and their posts end; what they did stays under their name. @throws NotFound
 */
export async function changeStaff(
  context: Context,
  of: DirectoryOf,
  id: string,
  change: (account: StaffAccount) => Named,
): Promise<void> {
  const { database, now, audit } = context;
  const account = await staffAccount(database, of, id, true);
  if (!account) throw new NotFound();
  const { called, ...told } = change(account);
  const changed = (Object.keys(told) as (keyof StaffTold)[]).filter((name) => told[name] !== account[name]);
  if (changed.length === 0) return;
  await updateAccount(database, account.id, told, { at: now });
  if (changed.some((name) => name !== "active" && name !== "externalId"))
    await renameStaff(database, account.id, { called, email: told.email });
  await audit({
    act: changed.includes("active")
      ? `${told.active ? "took a member of staff back" : "noted that a member of staff has left"}`
      : "changed a member of staff",
    ...{ authorityId: of.authorityId, subject: "person", subjectId: account.personId, details: { changed } },
  });
  await settlePosts(context, [account.personId]);
  if (!told.active) await signOutLeaver(context, of, account.personId);
}

/** Ends somebody's access as the directory deletes them (act keep-staff). The person and what they did stay. @throws NotFound */
export async function removeStaff(
  context: Context,
  of: DirectoryOf,
  id: string,
  check: (account: StaffAccount) => void,
): Promise<void> {
  const { database, now, audit } = context;
  const account = await staffAccount(database, of, id, true);
  if (!account) throw new NotFound();
  check(account);
  await leaveGroups(database, account.id);
  await updateAccount(database, account.id, { ...account, active: false }, { at: now, removed: true });
  await audit({
    ...{ act: "noted that a member of staff has left", authorityId: of.authorityId },
    ...{ subject: "person", subjectId: account.personId, details: { removed: true } },
  });
  await settlePosts(context, [account.personId]);
  await signOutLeaver(context, of, account.personId);
}

/** Works the posts of people out anew, each change in the audit log. */
export async function settlePosts(context: Context, people: readonly number[]): Promise<void> {
  const { database, now } = context;
  for (const renewed of people.length > 0 ? await renewPosts(database, people, now) : [])
    await context.audit(postEntry(renewed));
}

/** Signs a leaver out everywhere at once; a school's directory signs out nobody who still works elsewhere. */
async function signOutLeaver(
  { database, now }: Context,
  { schoolId }: DirectoryOf,
  personId: number,
): Promise<void> {
  const staysElsewhere = schoolId !== null && (await viewerOf(database, personId))?.posts.length;
  if (!staysElsewhere) await endSessionsOf(database, personId, now);
}
