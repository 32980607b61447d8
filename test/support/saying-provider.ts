import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as overTls } from "node:https";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** A sign-in provider that says of whoever comes next what a test has it say: an honest one, or one that lies. */
export type SayingProvider = {
  issuer: string;
  /** Whom the next sign-in is of, in claims. */
  says: (claims: Record<string, unknown>) => void;
  /** Where a browser that comes to this address of its pages is sent. */
  passes: (to: URL) => URL;
  port: number;
  /** Paths that it was asked, oldest first. */
  asked: string[];
  close: () => void;
};

/** The client as which Keepsight is known at each of them. */
export const sayingClient = { clientId: "keepsight-test", clientSecret: "the secret of the test's client" };

/** Starts one: discovery, the authorization code with PKCE, RS256, the client's secret in the body, and an end of sessions. */
export async function startSayingProvider(
  /** Under another name than its own, with that name's certificate. */
  known?: { as: string; key: string; cert: string },
): Promise<SayingProvider> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const key = { ...(await exportJWK(publicKey)), kid: "test", alg: "RS256", use: "sig" };
  const codes = new Map<string, URLSearchParams>();
  const asked: string[] = [];
  let claims: Record<string, unknown> = {};
  const passes = ({ searchParams }: URL): URL => {
    const code = `code${codes.size}`;
    codes.set(code, searchParams);
    const back = new URL(searchParams.get("redirect_uri") ?? "");
    back.searchParams.set("code", code);
    back.searchParams.set("state", searchParams.get("state") ?? "");
    return back;
  };
  const answers: Record<string, (url: URL, body: URLSearchParams) => object | URL | Promise<object>> = {
    "/.well-known/openid-configuration": () => ({
      ...{ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` },
      ...{ jwks_uri: `${issuer}/keys`, end_session_endpoint: `${issuer}/end` },
    }),
    "/keys": () => ({ keys: [key] }),
    "/auth": passes,
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
      const token = new SignJWT({ ...claims, nonce: begun.get("nonce") })
        .setProtectedHeader({ alg: "RS256", kid: "test" })
        .setIssuer(issuer)
        .setAudience(sayingClient.clientId)
        .setIssuedAt()
        .setExpirationTime("5m");
      return { access_token: "x", token_type: "Bearer", id_token: await token.sign(privateKey) };
    },
    "/end": ({ searchParams }) => new URL(searchParams.get("post_logout_redirect_uri") ?? ""),
  };
  const answer = async (request: IncomingMessage, reply: ServerResponse) => {
    const url = new URL(request.url ?? "", issuer);
    asked.push(url.pathname);
    const said = (await answers[url.pathname]?.(url, await bodyOf(request))) ?? { error: "not_found" };
    if (said instanceof URL) return reply.writeHead(303, { location: said.href }).end();
    const status = "error" in said ? 400 : 200;
    reply.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
  };
  const server = (known ? overTls(known, answer) : createServer(answer)).listen(0, "localhost");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as AddressInfo;
  const issuer = known?.as ?? `http://localhost:${port}`;
  return {
    ...{ issuer, asked, passes, port },
    says: (next) => {
      claims = next;
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
