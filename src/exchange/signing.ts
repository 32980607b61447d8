import { createHash, createPrivateKey, createPublicKey, timingSafeEqual } from "node:crypto";
import { createSigner, createVerifier, httpbis, type SignatureParameters } from "http-message-signatures";
import type { PublicKey, SecretKey } from "./keys.ts";

/** Where every Keepsight takes parcels in. */
export const door = "/exchange/parcels";
export const parcelType = "application/jose";

/** A parcel with its signature: the headers of the request that brings it, which are also what stands above it in a file. */
export type Message = { headers: Record<string, string>; body: string };

const signedFields = ["@method", "@path", "content-type", "content-digest"];
const signedParams = ["created", "expires", "keyid", "alg", "nonce", "tag"];
const tag = "keepsight-exchange";
/** Two clocks may differ by so much. */
const toleranceSeconds = 120;
/** No signature is good for longer: a file may be carried for a month. */
const longestSeconds = 31 * 24 * 3600;

/** How long a signature is good: as a request, as a file that somebody carries. */
export const goodFor = { request: { minutes: 5 }, file: { hours: 30 * 24 } } as const;

/** Signs a parcel as the request that brings it (RFC 9421): who sends it, where to, and every byte of it. */
export async function signed(
  body: string,
  {
    secret,
    keyId,
    number,
    at,
    until,
  }: { secret: SecretKey; keyId: string; number: string; at: Temporal.Instant; until: Temporal.Instant },
): Promise<Message> {
  const { headers } = await httpbis.signMessage(
    {
      key: createSigner(createPrivateKey({ key: secret, format: "jwk" }), "ed25519", keyId),
      fields: signedFields,
      params: signedParams,
      paramValues: {
        ...{ created: new Date(at.epochMilliseconds), expires: new Date(until.epochMilliseconds) },
        ...{ nonce: number, tag },
      },
    },
    requestOf({ headers: { "content-type": parcelType, "content-digest": digestOf(body) }, body }),
  );
  return { headers: lowerCased(headers), body };
}

export type Checked = { keyId: string; number: string } | { refused: "unsigned" | "altered" | "expired" };

/**
 * Checks a parcel's one signature against the key that it names, as `keyNamed` knows it. Every byte of the body is signed, and
 * for how long that is good. @throws what keyNamed throws.
 */
export async function checkedMessage(
  { headers, body }: Message,
  keyNamed: (keyId: string) => Promise<PublicKey | undefined>,
  now: Temporal.Instant,
): Promise<Checked | { refused: "unknown-key" }> {
  const given = headers["content-digest"] ?? "";
  if (!sameText(given, digestOf(body))) return { refused: given === "" ? "unsigned" : "altered" };
  const named: SignatureParameters[] = [];
  let isKnown = false;
  const message = requestOf({ headers, body });
  const isGood = await httpbis
    .verifyMessage(
      {
        all: true,
        requiredFields: signedFields,
        requiredParams: signedParams,
        // The times are held against the program's own clock below.
        notAfter: Number.MAX_SAFE_INTEGER,
        tolerance: Number.MAX_SAFE_INTEGER,
        keyLookup: async (params) => {
          named.push(params);
          const key = typeof params.keyid === "string" ? await keyNamed(params.keyid) : undefined;
          if (!key) return null;
          isKnown = true;
          const verify = createVerifier(createPublicKey({ key, format: "jwk" }), "ed25519");
          return { id: params.keyid ?? "", algs: ["ed25519"], verify };
        },
      },
      message,
    )
    .catch(() => false);
  const [params] = named;
  if (!params || named.length !== 1 || params.tag !== tag) return { refused: "unsigned" };
  if (!isKnown) return { refused: "unknown-key" };
  if (!isGood) return { refused: "altered" };
  const seconds = now.epochMilliseconds / 1000;
  const created = secondsOf(params.created);
  const expires = secondsOf(params.expires);
  const isInTime =
    created <= seconds + toleranceSeconds &&
    expires >= seconds - toleranceSeconds &&
    expires - created <= longestSeconds;
  if (!isInTime) return { refused: "expired" };
  return { keyId: params.keyid ?? "", number: params.nonce ?? "" };
}

/** The parcel as a file (RFC 9112, message/http): the very request that would bring it. */
export function asFile({ headers, body }: Message): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${door} HTTP/1.1`, ...lines, "", body].join("\r\n");
}

const headersKept = ["content-type", "content-digest", "signature-input", "signature"];

/** Reads such a file; undefined for what is none. A mail program may have changed the ends of its lines. */
export function fromFile(text: string): Message | undefined {
  const [, above = "", body = ""] = /^([\s\S]{1,4000}?)(?:\r?\n){2}([\w.-]+)\s*$/.exec(text) ?? [];
  const [first, ...lines] = above.split(/\r?\n/);
  if (first !== `POST ${door} HTTP/1.1` || body === "") return undefined;
  const headers = lines.map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const;
  });
  return { headers: Object.fromEntries(headers.filter(([name]) => headersKept.includes(name))), body };
}

/** Only the path is signed, not the host: a proxy may change it, and whom a parcel is for stands on its label. */
function requestOf({ headers }: Message) {
  return { method: "POST", url: `https://keepsight.invalid${door}`, headers };
}

function digestOf(body: string): string {
  return `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
}

function sameText(one: string, other: string): boolean {
  const [bytes, others] = [Buffer.from(one), Buffer.from(other)];
  return bytes.length === others.length && timingSafeEqual(bytes, others);
}

function lowerCased(headers: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

function secondsOf(moment: unknown): number {
  if (moment instanceof Date) return moment.getTime() / 1000;
  return typeof moment === "number" ? moment : Number.NaN;
}
