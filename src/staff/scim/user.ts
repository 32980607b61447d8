import { z } from "zod";
import type { StaffAccount, StaffTold } from "../staff.store.ts";
import type { Change } from "./patch.ts";
import { Refusal } from "./refusal.ts";

export const userSchema = "urn:ietf:params:scim:schemas:core:2.0:User";

const words = z.string().trim().max(200);
/** Entra ID writes "False" where it was set up years ago. */
const yesOrNo = z.union([
  z.boolean(),
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(["true", "false"]))
    .transform((word) => word === "true"),
]);
const address = z.object({ value: words.nullish(), primary: yesOrNo.nullish() });
const name = z.object({ givenName: words.nullish(), familyName: words.nullish() });
const user = z.object({
  userName: words.min(1),
  externalId: words.nullish(),
  name: name.nullish(),
  displayName: words.nullish(),
  emails: z.array(address).max(50).nullish(),
  active: yesOrNo.nullish(),
});
const email = z.email().max(200);

/** A user as a directory sends it by POST or PUT; what is not kept here is left out. @throws Refusal */
export function userRead(body: unknown): StaffTold {
  const read = user.safeParse(body);
  if (!read.success) throw new Refusal(400, `Mend ${fields(read.error)}.`, "invalidValue");
  const { userName, externalId, name, displayName, emails, active } = read.data;
  return settled({
    userName,
    externalId: externalId || null,
    givenName: name?.givenName ?? "",
    familyName: name?.familyName ?? "",
    displayName: displayName ?? "",
    email: primaryOf(emails ?? []) ?? userName,
    active: active ?? true,
  });
}

const setters: Record<string, (told: StaffTold, value: unknown) => Partial<StaffTold>> = {
  active: (_, value) => ({ active: read(yesOrNo, value, "active") }),
  username: (_, value) => ({ userName: read(words.min(1), value, "userName") }),
  externalid: (_, value) => ({ externalId: read(words.nullish(), value, "externalId") || null }),
  displayname: (_, value) => ({ displayName: read(words.nullish(), value, "displayName") ?? "" }),
  "name.givenname": (_, value) => ({ givenName: read(words.nullish(), value, "name.givenName") ?? "" }),
  "name.familyname": (_, value) => ({ familyName: read(words.nullish(), value, "name.familyName") ?? "" }),
  name: (told, value) => {
    const given = read(name, value ?? {}, "name");
    return { givenName: given.givenName ?? told.givenName, familyName: given.familyName ?? told.familyName };
  },
  emails: (told, value) => ({
    email: primaryOf(read(z.array(address).max(50), value ?? [], "emails")) ?? told.email,
  }),
};
const oneEmail = /^emails(\[.*\])?\.value$/;

/**
 * A user after a PATCH. An attribute that is not kept here (telephone, department, manager) is passed over, as in POST.
 * @throws Refusal
 */
export function userPatched(told: StaffTold, changes: readonly Change[]): StaffTold {
  const patched = { ...told };
  for (const { op, path, value } of changes) {
    // An e-mail, a name to sign in with and whether somebody works here cannot be nothing.
    if (op === "remove" && ["active", "username", "emails"].includes(path))
      throw new Refusal(400, `Give ${path} another value: it cannot be removed.`, "mutability");
    if (oneEmail.test(path)) {
      if (op !== "remove") patched.email = read(words.min(1), value, "emails");
    } else Object.assign(patched, setters[path]?.(patched, op === "remove" ? undefined : value));
  }
  return settled(patched);
}

/** What is shown of an account to the directory that tells of it. */
export function userShown(account: StaffAccount, address: string) {
  const { userName, externalId, givenName, familyName, displayName, active, groups } = account;
  return {
    schemas: [userSchema],
    id: String(account.id),
    ...(externalId !== null && { externalId }),
    userName,
    name: { givenName, familyName, formatted: calledOf(account) },
    displayName: displayName || calledOf(account),
    emails: [{ value: account.email, type: "work", primary: true }],
    active,
    groups: groups.map(({ id, display }) => ({
      ...{ value: String(id), display, type: "direct" },
      $ref: `${address}/Groups/${id}`,
    })),
    meta: {
      resourceType: "User",
      created: account.madeAt.toString(),
      lastModified: account.changedAt.toString(),
      location: `${address}/Users/${account.id}`,
      version: `W/"${account.version}"`,
    },
  };
}

/** What the pages call somebody. */
export function calledOf({ givenName, familyName, displayName, userName }: StaffTold): string {
  return `${givenName} ${familyName}`.trim() || displayName || userName;
}

function settled(told: StaffTold): StaffTold {
  if (!email.safeParse(told.email).success)
    throw new Refusal(400, "Send an e-mail address in emails, or as the userName.", "invalidValue");
  return told;
}

function primaryOf(emails: readonly z.output<typeof address>[]): string | undefined {
  const first = emails.find(({ primary }) => primary) ?? emails[0];
  return first?.value || undefined;
}

function read<Out>(schema: z.ZodType<Out>, value: unknown, field: string): Out {
  const given = schema.safeParse(value);
  if (!given.success) throw new Refusal(400, `Mend ${field}.`, "invalidValue");
  return given.data;
}

function fields({ issues }: z.ZodError): string {
  return [...new Set(issues.map(({ path }) => path.join(".") || "the body"))].join(", ");
}
