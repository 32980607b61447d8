import { createHash } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { z } from "zod";

/** A public key as it is published (RFC 8037): to check signatures by, or to seal to. */
export type PublicKey = { kty: "OKP"; crv: "Ed25519" | "X25519"; x: string };
export type SecretKey = PublicKey & { d: string };

/** The public halves of one pair of keys, and the names by which a signature and a sealed parcel call them. */
export type PublicKeys = {
  fingerprint: string;
  signKeyId: string;
  openKeyId: string;
  signKey: PublicKey;
  openKey: PublicKey;
};

const half = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  // 32 bytes have one spelling: what is left of the last letter is nothing.
  .refine((text) => Buffer.from(text, "base64url").toString("base64url") === text);

export const signKeyShape = z.object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: half });
export const openKeyShape = z.object({ kty: z.literal("OKP"), crv: z.literal("X25519"), x: half });

/** Draws a new pair of keys: one signs, with the other what comes is opened. */
export async function newKeys(): Promise<PublicKeys & { signSecret: SecretKey; openSecret: SecretKey }> {
  const draw = async (algorithm: string, crv: PublicKey["crv"]) => {
    const { privateKey } = await generateKeyPair(algorithm, { crv, extractable: true });
    const { x = "", d = "" } = await exportJWK(privateKey);
    return { kty: "OKP", crv, x, d } as const;
  };
  const [signSecret, openSecret] = await Promise.all([
    draw("Ed25519", "Ed25519"),
    draw("ECDH-ES+A256KW", "X25519"),
  ]);
  return { ...(await publicKeysOf(publicHalf(signSecret), publicHalf(openSecret))), signSecret, openSecret };
}

function publicHalf({ kty, crv, x }: SecretKey): PublicKey {
  return { kty, crv, x };
}

/** Names a pair of public keys: each by its thumbprint (RFC 7638), both together by a fingerprint that can be read aloud. */
export async function publicKeysOf(signKey: PublicKey, openKey: PublicKey): Promise<PublicKeys> {
  const [signKeyId, openKeyId] = await Promise.all([
    calculateJwkThumbprint(signKey),
    calculateJwkThumbprint(openKey),
  ]);
  const digest = createHash("sha256").update(`${signKeyId}.${openKeyId}`).digest("hex");
  return { fingerprint: inGroups(BigInt(`0x${digest}`)), signKeyId, openKeyId, signKey, openKey };
}

/** Eight groups of five digits, 132 bits: digits are heard rightly on the telephone, and letters are not. */
function inGroups(number: bigint): string {
  const digits = (number % 10n ** 40n).toString().padStart(40, "0");
  return (digits.match(/.{5}/g) ?? []).join(" ");
}
