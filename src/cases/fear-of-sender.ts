import type { NewFact } from "./case.ts";

/**
 * What a sender who fears for the child has raised: a concern from the moment in which the referral came, on which the procedures have
 * social care told the same day, whatever is decided on the referral; nothing where nobody fears. [C02] [E03] (N2.7.4)
 */
export function fearOfSender({
  concern,
  receivedAt,
}: {
  concern: boolean;
  receivedAt: Temporal.Instant;
}): NewFact[] {
  return concern ? [{ kind: "concern-raised", details: { about: "safety" }, happenedAt: receivedAt }] : [];
}
