import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** A sign-in provider that says of whoever comes next what a test has it say: an honest one, or one that lies. */
export type SayingProvider = {
  issuer: string;
  /** Whom the next sign-in is of, in claims. */
  says: (claims: Record<string, unknown>) => void;
  /** Paths that it was asked, oldest first. */
  asked: string[];
  close: () => void;
};

/** The client as which Keepsight is known at each of them. */
export const sayingClient = { clientId: "keepsight-test", clientSecret: "the secret of the test's client" };

/** Starts one: discovery, the authorization code with PKCE, RS256, the client's secret in the body, and an end of sessions. */
export async function startSayingProvider(): Promise<SayingProvider> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const key = { ...(await exportJWK(publicKey)), kid: "test", alg: "RS256", use: "sig" };
  const codes = new Map<string, URLSearchParams>();
  const asked: string[] = [];
  let said: Record<string, unknown> = {};
  const answers: Record<string, (url: URL, body: URLSearchParams) => object | URL | Promise<object>> = {
    "/.well-known/openid-configuration": () => ({
      ...{ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` },
      ...{ jwks_uri: `${issuer}/keys`, end_session_endpoint: `${issuer}/end` },
    }),
    "/keys": () => ({ keys: [key] }),
    "/auth": ({ searchParams }) => {
      const code = `code${codes.size}`;
      codes.set(code, searchParams);
      const back = new URL(searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", code);
      back.searchParams.set("state", searchParams.get("state") ?? "");
      return back;
    },
    "/token": async (_url, body) => {
      const begun = codes.get(body.get("code") ?? "");
      const challenge = createHash("sha256")
        .update(body.get("code_verifier") ?? "")
        .digest("base64url");
      if (
        begun?.get("code_challenge") !== challenge ||
        body.get("redirect_uri") !== begun.get("redirect_uri")
      )
        return { error: "invalid_grant" };
      const token = new SignJWT({ ...said, nonce: begun.get("nonce") })
        .setProtectedHeader({ alg: "RS256", kid: "test" })
        .setIssuer(issuer)
        .setAudience(sayingClient.clientId)
        .setIssuedAt()
        .setExpirationTime("5m");
      return { access_token: "x", token_type: "Bearer", id_token: await token.sign(privateKey) };
    },
    "/end": ({ searchParams }) => new URL(searchParams.get("post_logout_redirect_uri") ?? ""),
  };
  const server = createServer(async (request, reply) => {
    const url = new URL(request.url ?? "", issuer);
    asked.push(url.pathname);
    const answer = (await answers[url.pathname]?.(url, await bodyOf(request))) ?? { error: "not_found" };
    if (answer instanceof URL) return reply.writeHead(303, { location: answer.href }).end();
    const status = "error" in answer ? 400 : 200;
    reply.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }).listen(0, "localhost");
  await new Promise((listening) => server.once("listening", listening));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    ...{ issuer, asked },
    says: (claims) => {
      said = claims;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const part of request) text += part;
  return new URLSearchParams(text);
}
