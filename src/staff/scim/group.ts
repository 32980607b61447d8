import { z } from "zod";
import type { GroupTold, StaffGroup } from "../groups.store.ts";
import { idOf } from "../staff.store.ts";
import type { Change } from "./patch.ts";
import { Refusal } from "./refusal.ts";

export const groupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";

const words = z.string().trim().max(200);
const member = z.object({ value: z.string().max(100) });
const members = z.preprocess(
  (given) => (Array.isArray(given) || !given ? given : [given]),
  z.array(member).max(20_000),
);
const group = z.object({
  displayName: words.min(1),
  externalId: words.nullish(),
  members: members.nullish(),
});

/** A group as a directory sends it by POST or PUT, with the ids of its members. @throws Refusal */
export function groupRead(body: unknown): { told: GroupTold; members: number[] } {
  const read = group.safeParse(body);
  if (!read.success)
    throw new Refusal(400, "Send displayName, and members as a list of {value}.", "invalidValue");
  const { displayName, externalId, members } = read.data;
  return { told: { displayName, externalId: externalId || null }, members: idsOf(members ?? []) };
}

/** What a PATCH does to a group: what it is called, and to its members in order. */
export type GroupChange =
  | { told: Partial<GroupTold> }
  | { members: "add" | "remove" | "replace"; ids: number[] | "all" };

/** `members[value eq "12"]`, by which Okta and the standard remove one. */
const oneMember = /^members\[value eq "([^"]*)"\]$/;

/** A PATCH of a group. What is not kept here is passed over. @throws Refusal */
export function groupChanges(changes: readonly Change[]): GroupChange[] {
  return changes.flatMap(({ op, path, value }): GroupChange[] => {
    const [, one] = oneMember.exec(path) ?? [];
    if (one !== undefined && op === "remove") return [{ members: "remove", ids: [idOf(one)] }];
    if (path === "members") {
      const all = op === "remove" && (value === undefined || value === null);
      return [{ members: op, ids: all ? "all" : idsOf(read(members, value ?? [], "members")) }];
    }
    if (path === "displayname") {
      if (op === "remove") throw new Refusal(400, "Give displayName another value.", "mutability");
      return [{ told: { displayName: read(words.min(1), value, "displayName") } }];
    }
    if (path === "externalid")
      return [{ told: { externalId: op === "remove" ? null : read(words, value, "externalId") } }];
    return [];
  });
}

/** What is shown of a group to the directory that tells of it. */
export function groupShown(group: StaffGroup, address: string) {
  return {
    schemas: [groupSchema],
    id: String(group.id),
    ...(group.externalId !== null && { externalId: group.externalId }),
    displayName: group.displayName,
    ...(group.members && {
      members: group.members.map(({ id, display }) => ({
        ...{ value: String(id), display, type: "User" },
        $ref: `${address}/Users/${id}`,
      })),
    }),
    meta: {
      resourceType: "Group",
      created: group.madeAt.toString(),
      lastModified: group.changedAt.toString(),
      location: `${address}/Groups/${group.id}`,
      version: `W/"${group.version}"`,
    },
  };
}

function idsOf(given: readonly { value: string }[]): number[] {
  return [...new Set(given.map(({ value }) => idOf(value)))];
}

function read<Out>(schema: z.ZodType<Out>, value: unknown, field: string): Out {
  const given = schema.safeParse(value);
  if (!given.success) throw new Refusal(400, `Mend ${field}.`, "invalidValue");
  return given.data;
}
