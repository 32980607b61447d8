import type { DetailsOf } from "../../procedures/index.ts";

/** In what way somebody helps a child already: a social worker, a lead professional, an early help assessment. */
export type SupportKind = DetailsOf<"support-recorded">["support"];

/** Somebody who helps a child, or helped: as it was told, with its days and its source. */
export type Support = {
  id: number;
  support: SupportKind;
  name: string;
  organisation: string;
  reachedBy: string;
  fromOn: Temporal.PlainDate | null;
  untilOn: Temporal.PlainDate | null;
  note: string;
  source: string;
  madeAt: Temporal.Instant;
  madeBy: string;
};

/** If this help stands on a day: it has begun, as far as is known, and has not ended by then. */
export function standsOn(
  { fromOn, untilOn }: Pick<Support, "fromOn" | "untilOn">,
  day: Temporal.PlainDate,
): boolean {
  const hasBegun = !fromOn || Temporal.PlainDate.compare(fromOn, day) <= 0;
  return hasBegun && (!untilOn || Temporal.PlainDate.compare(day, untilOn) <= 0);
}
