import type { FastifyRequest } from "fastify";
import { HeldInstead, HoldBanner, holdOf, type Kase } from "../cases/index.ts";
import { GovukBackLink } from "../web/design/index.ts";
import type { PageToShow } from "../web/routes.ts";

/**
 * The page in place of any form of a visit while nobody may approach the family; undefined where somebody may. What was
 * typed stays as a draft. [E04]
 */
export async function heldInstead(
  { context, method }: FastifyRequest,
  kase: Kase,
  heading: string,
): Promise<PageToShow | undefined> {
  const hold = await holdOf(context, kase);
  if (!hold) return undefined;
  return {
    status: method === "GET" ? 200 : 422,
    title: `Held: ${heading}`,
    held: <HoldBanner hold={hold} />,
    before: <GovukBackLink text="Back to the case" href={`/cases/${kase.reference}`} />,
    children: <HeldInstead reference={kase.reference} heading={heading} hold={hold} />,
  };
}
