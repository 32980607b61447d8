import * as client from "openid-client";
import { isOnThisMachine, type Provider } from "./provider-chosen.ts";

/** The sign-in provider does not answer, or answers what nobody can use. */
export class ProviderSilent extends Error {}

/**
 * How to reach the provider, learnt from it when the first person signs in: the program starts without it, and the
 * demonstration's provider answers only once the program listens. What failed is tried anew by the next person.
 */
export function providerMet(chosen: Provider): () => Promise<client.Configuration> {
  let met: Promise<client.Configuration> | undefined;
  return () => {
    met ??= meet(chosen).catch((cause: unknown) => {
      met = undefined;
      throw new ProviderSilent("The sign-in provider does not answer", { cause });
    });
    return met;
  };
}

async function meet({ key, issuer, clientId, clientSecret }: Provider): Promise<client.Configuration> {
  const at = new URL(issuer);
  const met = await client.discovery(
    at,
    clientId,
    clientSecret,
    clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret),
    {
      timeout: 10,
      execute: [
        // The signature too, not the connection alone: a company's proxy may open TLS on the way.
        client.enableNonRepudiationChecks,
        ...(at.protocol === "http:" && isOnThisMachine(at) ? [client.allowInsecureRequests] : []),
      ],
    },
  );
  const named = met.serverMetadata().issuer;
  // People are known by it, and whom it speaks for: the file must have it letter by letter.
  if (key !== undefined && named !== issuer)
    throw new Error(`The provider ${key} names itself ${named}. Write that under issuer.`);
  return met;
}

/** What the provider answers to one question. @throws ProviderSilent; what it refuses in so many words passes through. */
export async function answerOf<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (fault) {
    // A TypeError is how fetch says that nobody is there.
    if (fault instanceof client.ClientError || fault instanceof TypeError) {
      throw new ProviderSilent("The sign-in provider does not answer", { cause: fault });
    }
    throw fault;
  }
}
