import type { FastifyRequest } from "fastify";
import { ChangedBySomeoneElse } from "../database/index.ts";
import { carried } from "../web/design/read-form.ts";

/** What somebody reads whose page was overtaken. */
export const changed =
  "Something was recorded on this case since the page was shown. Look again, then record what is done";

/** If somebody else recorded something since the page of this act was shown. Throws what else the act throws. */
export async function isOvertaken(acting: Promise<unknown>): Promise<boolean> {
  try {
    await acting;
    return false;
  } catch (fault) {
    if (fault instanceof ChangedBySomeoneElse) return true;
    throw fault;
  }
}

/** The last fact that the page of a form showed. */
export function seenIn({ body }: Pick<FastifyRequest, "body">): number | undefined {
  const { seen } = carried(body);
  return seen === undefined ? undefined : Number(seen);
}
