import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import {
  accountsAmong,
  addMembers,
  deleteGroup,
  type GroupTold,
  insertGroup,
  peopleBehind,
  removeMembers,
  type StaffGroup,
  staffGroup,
  updateGroup,
} from "./groups.store.ts";
import { settlePosts } from "./keep-staff.ts";
import type { DirectoryOf } from "./staff.store.ts";

/** What a directory does to a group, in the order in which it says so. */
export type GroupDeed =
  | { told: Partial<GroupTold> }
  | { members: "add" | "remove" | "replace"; ids: readonly number[] | "all" };

/** Takes a group in with its members (act keep-staff), who hold from now on the posts that it gives. */
export async function addGroup(
  context: Context,
  of: DirectoryOf,
  told: GroupTold,
  members: readonly number[],
): Promise<{ id: string } | "unknown-member"> {
  const { database, now, audit } = context;
  const accounts = await accountsAmong(database, of, members);
  if (accounts.length < members.length) return "unknown-member";
  const id = await insertGroup(database, of, told, now);
  await addMembers(database, id, members);
  await audit({
    ...{ act: "added a staff group", subject: "staff group", subjectId: id, authorityId: of.authorityId },
    details: { joined: accounts.map(({ personId }) => personId) },
  });
  await settlePosts(
    context,
    accounts.map(({ personId }) => personId),
  );
  return { id: String(id) };
}

/**
 * Changes a group's name or members (act keep-staff); posts begin and end with it. A member who is not known here is
 * passed over when they leave, and refused when they join. @throws NotFound
 */
export async function changeGroup(
  context: Context,
  of: DirectoryOf,
  id: string,
  deedsOf: (group: StaffGroup) => readonly GroupDeed[],
): Promise<"changed" | "unknown-member"> {
  const { database, now, audit } = context;
  const group = await staffGroup(database, of, id, { held: true });
  if (!group) throw new NotFound();
  const before = group.members?.map((member) => member.id) ?? [];
  const after = new Set(before);
  let told: GroupTold = { displayName: group.displayName, externalId: group.externalId };
  for (const deed of deedsOf(group)) {
    if ("told" in deed) told = { ...told, ...deed.told };
    else {
      const ids = deed.ids === "all" ? [...after] : deed.ids;
      if (deed.members === "replace") after.clear();
      for (const one of ids) deed.members === "remove" ? after.delete(one) : after.add(one);
    }
  }
  const joining = [...after].filter((one) => !before.includes(one));
  const known = await accountsAmong(database, of, joining);
  if (known.length < joining.length) return "unknown-member";
  const leaving = before.filter((one) => !after.has(one));
  const renamed = told.displayName !== group.displayName || told.externalId !== group.externalId;
  if (!renamed && joining.length === 0 && leaving.length === 0) return "changed";
  await updateGroup(database, group.id, told, now);
  await addMembers(database, group.id, joining);
  await removeMembers(database, group.id, leaving);
  const [joined, left] = [known.map(({ personId }) => personId), await peopleBehind(database, leaving)];
  await audit({
    ...{ act: "changed a staff group", subject: "staff group", subjectId: group.id },
    ...{ authorityId: of.authorityId, details: { renamed, joined, left } },
  });
  // By another name it may give other posts, to all of its members.
  const stayed = renamed ? await peopleBehind(database, before) : [];
  await settlePosts(context, [...new Set([...joined, ...left, ...stayed])]);
  return "changed";
}

/** Takes a group away and with it the posts that it gave (act keep-staff). @throws NotFound */
export async function removeGroup(
  context: Context,
  of: DirectoryOf,
  id: string,
  check: (group: StaffGroup) => void,
): Promise<void> {
  const { database, audit } = context;
  const group = await staffGroup(database, of, id, { held: true });
  if (!group) throw new NotFound();
  check(group);
  const left = await peopleBehind(database, group.members?.map((member) => member.id) ?? []);
  await deleteGroup(database, group.id);
  await audit({
    ...{ act: "removed a staff group", subject: "staff group", subjectId: group.id },
    ...{ authorityId: of.authorityId, details: { left } },
  });
  await settlePosts(context, left);
}
