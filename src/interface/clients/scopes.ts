import { type Role, roles } from "../../access/roles.ts";

/** What a client may be let into, each with the words by which the page asks. Within it, the client's role decides. */
export const scopes = {
  "children:read": "Find children and read their records",
  "cases:read": "Read cases: what happened, what is owed, enquiries and visits",
  "cases:write": "Record facts and notes on cases, and close them",
  "registers:read": "Read the register of a day",
  "referrals:read": "Read what became of its referrals",
  "referrals:write": "Send referrals",
  "feeds:write": "Send lists, and see how far they have come",
  "changes:read": "Follow what changes, and be told by webhook",
} as const;

export type Scope = keyof typeof scopes;

export const scopeNames = Object.keys(scopes) as [Scope, ...Scope[]];

/** The roles of directories of staff. No other system and no person holds one. */
export const directoryRoles = ["staff-directory", "school-staff-directory"] as const;

/** Every role that a client can be asked for: those of people, and those of directories of staff. */
export const clientRoles = [...roles, ...directoryRoles] as const;

export type ClientRole = Role | (typeof directoryRoles)[number];

/** What the page offers: the scopes of the interface, and the one of directories of staff, which stands alone. */
export const clientScopes = {
  ...scopes,
  staff: "Tell who joins and leaves, by SCIM: for a directory of staff alone",
} as const;

export type ClientScope = keyof typeof clientScopes;

export const clientScopeNames = Object.keys(clientScopes) as [ClientScope, ...ClientScope[]];
