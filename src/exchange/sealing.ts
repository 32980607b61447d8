import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";
import { z } from "zod";
import type { PublicKey, SecretKey } from "./keys.ts";
import { type Content, contents, type Kind, kinds } from "./parcel.ts";

const alg = "ECDH-ES+A256KW";
const enc = "A256GCM";

/** What is written on the outside of a sealed parcel. It tells of no child, and whoever changes it makes the parcel unreadable. */
export type Label = {
  /** The sending and the receiving authority's numbers. */
  from: string;
  to: string;
  number: string;
  kind: Kind;
  /** The receiver's key that opens it. */
  openKeyId: string;
};

const code = z.string().regex(/^\d{3}$/);
const header = z.strictObject({
  alg: z.literal(alg),
  enc: z.literal(enc),
  kid: z.string().max(60),
  iss: code,
  aud: code,
  jti: z.uuid(),
  cty: z.enum(kinds),
  epk: z.looseObject({}),
});

/** Seals a content to the receiver's key (RFC 7516): nobody else can open it, the sender neither. */
export async function sealed<K extends Kind>(
  content: Content<K>,
  { from, to, number, kind, openKeyId }: Label & { kind: K },
  openKey: PublicKey,
): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg, enc, kid: openKeyId, iss: from, aud: to, jti: number, cty: kind })
    .encrypt(openKey);
}

/** The label of a sealed parcel; undefined for what is none of ours. */
export function labelOf(parcel: string): Label | undefined {
  if (!/^[\w-]+(\.[\w-]+){4}$/.test(parcel)) return undefined;
  try {
    const { iss, aud, jti, cty, kid } = header.parse(decodeProtectedHeader(parcel));
    return { from: iss, to: aud, number: jti, kind: cty, openKeyId: kid };
  } catch {
    return undefined;
  }
}

/** What a sealed parcel holds; undefined where this key does not open it, or it holds what no parcel of its kind does. */
export async function opened<K extends Kind>(
  parcel: string,
  kind: K,
  secret: SecretKey,
): Promise<Content<K> | undefined> {
  try {
    const { plaintext } = await compactDecrypt(parcel, secret, {
      keyManagementAlgorithms: [alg],
      contentEncryptionAlgorithms: [enc],
    });
    return contents[kind].parse(JSON.parse(new TextDecoder().decode(plaintext))) as Content<K>;
  } catch {
    return undefined;
  }
}
