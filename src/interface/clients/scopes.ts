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
