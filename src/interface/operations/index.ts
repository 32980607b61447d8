import { caseWriteOperations } from "./case-writes.ts";
import { caseOperations } from "./cases.ts";
import { changesOperations } from "./changes.ts";
import { childrenOperations } from "./children.ts";
import { feedOperations } from "./feeds.ts";
import type { Operation } from "./operation.ts";
import { referralOperations } from "./referrals.ts";
import { registerOperations } from "./registers.ts";
import { webhookOperations } from "./webhooks.ts";

/** Everything that a system can ask, in one list: the routes, the document, its page, the tests and the client come of it. */
export const operations: readonly Operation[] = [
  ...childrenOperations,
  ...caseOperations,
  ...caseWriteOperations,
  ...registerOperations,
  ...referralOperations,
  ...feedOperations,
  ...changesOperations,
  ...webhookOperations,
];
