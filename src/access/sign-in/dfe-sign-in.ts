import { SignJWT } from "jose";
import { z } from "zod";
import type { DfeSignIn } from "../../sign-in-providers.ts";
import { ProviderSilent } from "./provider-met.ts";

// What DfE Sign-in sends and answers, as its public documentation and code have it (github.com/DFE-Digital/login.dfe.public-api):
// nobody here has seen it answer, for a service must be onboarded first. What is read of it is in these two shapes and this table.

/** Its categories of organisations that have a place here, and by which of its numbers they are found. */
const categories: Readonly<Record<string, "school" | "authority">> = { "001": "school", "002": "authority" };

const text = z.union([z.string(), z.number().transform(String)]).nullish();
const organisationClaim = z.object({
  id: z.string().min(1),
  category: z.object({ id: z.string() }).nullish(),
  urn: text,
  establishmentNumber: text,
  localAuthority: z.object({ code: text }).nullish(),
});
const accessAnswer = z.object({ roles: z.array(z.object({ code: z.string() })) });

/** The organisation for which somebody signed in: its id at DfE, and the numbers by which it is found here. */
export type Organisation = { id: string; urn?: string; laestab?: string; code?: string };

/** The organisation in the claims, which some services get as an object and some as its JSON; undefined where there is none. */
export function organisationIn(claims: Record<string, unknown>): Organisation | undefined {
  const read = organisationClaim.safeParse(asObject(claims["organisation"]));
  if (!read.success) return undefined;
  const { id, category, urn, establishmentNumber, localAuthority } = read.data;
  const kind = categories[category?.id ?? ""];
  if (kind === "authority") return { id, ...(establishmentNumber && { code: establishmentNumber }) };
  if (kind !== "school") return { id };
  const laestab = `${localAuthority?.code ?? ""}${establishmentNumber ?? ""}`;
  return { id, ...(urn && { urn }), ...(/^\d{7}$/.test(laestab) && { laestab }) };
}

function asObject(claim: unknown): unknown {
  if (typeof claim !== "string") return claim;
  try {
    return JSON.parse(claim);
  } catch {
    return undefined;
  }
}

const secondsGood = 60;
const secondsToAnswer = 10;

/**
 * The codes of the roles that a person holds in this service for the organisation, asked of DfE's public API; none where it
 * knows of no access. @throws ProviderSilent when it does not answer
 */
export async function rolesAtDfe(
  { url, secret }: DfeSignIn,
  service: string,
  { organisation, person }: { organisation: string; person: string },
): Promise<string[]> {
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(service)
    .setAudience("signin.education.gov.uk")
    .setExpirationTime(`${secondsGood}s`)
    .sign(new TextEncoder().encode(secret));
  const path = ["services", service, "organisations", organisation, "users", person];
  const address = new URL(path.map(encodeURIComponent).join("/"), url.endsWith("/") ? url : `${url}/`);
  try {
    const answer = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(secondsToAnswer * 1000),
    });
    if (answer.status === 404) return [];
    if (!answer.ok) throw new Error(`DfE Sign-in answered ${answer.status}`);
    return accessAnswer.parse(await answer.json()).roles.map(({ code }) => code);
  } catch (cause) {
    throw new ProviderSilent("DfE Sign-in does not say which roles somebody has", { cause });
  }
}
