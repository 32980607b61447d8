import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { AccountClaims, JWK, Provider as OpenIdProvider } from "oidc-provider";
import { createMemoryAdapter } from "oidc-provider/lib/adapters/memory_adapter.js";
import { SessionNotFound } from "oidc-provider/lib/helpers/errors.js";
import { Provider } from "oidc-provider/lib/provider.js";

/** Somebody whom the provider can vouch for. */
export type Account = { subject: string; name: string; email: string };

const scope = "openid email profile";
const day = 24 * 60 * 60;
const tenMinutes = 600;

/**
 * A real OpenID Connect provider for the demonstration: code flow with PKCE, keys of its own at each start, no
 * passwords.
 */
export function openIdProvider(
  issuer: string,
  address: string,
  account: (subject: string) => Promise<Account | undefined>,
): OpenIdProvider {
  const provider = new Provider(issuer, {
    // After a restart people choose again, no more.
    adapter: createMemoryAdapter(15),
    clients: [
      {
        client_id: "keepsight",
        redirect_uris: [`${address}/sign-in/return`],
        token_endpoint_auth_method: "none",
        id_token_signed_response_alg: "ES256",
      },
    ],
    jwks: { keys: [signingKey()] },
    enabledJWA: { idTokenSigningAlgValues: ["ES256"] },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    responseTypes: ["code"],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      // It keeps nobody signed in: see demonstration-provider.ts.
      rpInitiatedLogout: { enabled: false },
    },
    interactions: {
      url: (_context, interaction) => `${new URL(issuer).pathname}/people/${interaction.uid}`,
    },
    ttl: {
      AccessToken: tenMinutes,
      IdToken: tenMinutes,
      Interaction: 60 * 60,
      Session: day,
      Grant: day,
    },
    clientBasedCORS: () => false,
    findAccount: async (_context, subject) => {
      const found = await account(subject);
      return found && { accountId: subject, claims: async () => claimsOf(found) };
    },
    // Nobody is asked for consent: the only client is the program itself.
    loadExistingGrant: async ({ oidc }) => {
      const accountId = oidc.session?.accountId;
      const clientId = oidc.client?.clientId;
      if (!accountId || !clientId) return undefined;
      const grant = new oidc.provider.Grant({ accountId, clientId });
      grant.addOIDCScope(scope);
      await grant.save();
      return grant;
    },
    renderError: async (context, out) => {
      context.type = "text/plain; charset=utf-8";
      context.body = `The demonstration's sign-in cannot go on: ${out.error_description ?? out.error}.\nOpen ${address} and sign in again.\n`;
    },
  });
  provider.proxy = address.startsWith("https:");
  return provider;
}

/** Whether the fault is that the browser's sign-in has run out or was never begun. */
export function hasNoSignInUnderWay(fault: unknown): boolean {
  return fault instanceof SessionNotFound;
}

function claimsOf({ subject, name, email }: Account): AccountClaims {
  return { sub: subject, name, email, email_verified: true };
}

function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "ES256" } as JWK;
}
