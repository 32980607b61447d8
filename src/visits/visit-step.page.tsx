import type { FastifyRequest } from "fastify";
import { carried, GovukBackLink } from "../web/design/index.ts";

/** Said when a form of a visit comes after its case was closed. */
export const closedNow = "This case is closed. Nothing more is recorded for it.";

/** The last fact that the page of a form showed. */
export function seenIn(request: FastifyRequest): number | undefined {
  return Number(carried(request.body).seen) || undefined;
}

/** The way back from one step of a visit. */
export function backToVisits(reference: string) {
  return <GovukBackLink text="Back to this visit" href={`/cases/${reference}/visits`} />;
}
