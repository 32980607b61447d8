import { SignJWT } from "jose";
import { z } from "zod";
import type { NotifyService } from "../settings.ts";
import type { EmailWhole, NotTaken } from "./email.ts";
import { patienceMilliseconds } from "./send-by-smtp.ts";

/**
 * Hands an e-mail to GOV.UK Notify; answers why not, where it did not take it. What it refuses as wrong it would refuse
 * again; a key it does not know, its limits and its own troubles pass or are mended. Each try has the same reference. [E01]
 */
export async function sendByNotify(
  { id, to, subject, text }: EmailWhole,
  { url, serviceId, secret, templateId }: NotifyService,
): Promise<NotTaken | undefined> {
  try {
    const answer = await fetch(new URL("/v2/notifications/email", url), {
      method: "POST",
      redirect: "error",
      signal: AbortSignal.timeout(patienceMilliseconds),
      headers: {
        authorization: `Bearer ${await tokenOf(serviceId, secret)}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({
        ...{ email_address: to, template_id: templateId, reference: `keepsight-${id}` },
        personalisation: { subject, body: text },
      }),
    });
    if (answer.status === 201) return undefined;
    return { reason: await whatItSaid(answer), forGood: answer.status === 400 };
  } catch (fault) {
    const { name, cause } = fault as { name?: string; cause?: { code?: string } };
    return {
      reason: `GOV.UK Notify could not be reached (${cause?.code ?? name ?? "no answer"})`,
      forGood: false,
    };
  }
}

/** Notify takes a token for 30 seconds by its own clock: the hour is the machine's, never that of a demonstration. */
function tokenOf(serviceId: string, secret: string): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(serviceId)
    .setIssuedAt()
    .sign(new TextEncoder().encode(secret));
}

const refusal = z.object({ errors: z.array(z.object({ message: z.string() })) });

async function whatItSaid(answer: Response): Promise<string> {
  const said = refusal.safeParse(await answer.json().catch(() => undefined));
  const words = said.data?.errors.map(({ message }) => message).join("; ") ?? "";
  return `GOV.UK Notify said: ${answer.status} ${words.replaceAll(/\s+/g, " ").slice(0, 200)}`.trim();
}
