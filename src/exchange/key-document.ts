import { z } from "zod";
import { openKeyShape, type PublicKeys, publicKeysOf, signKeyShape } from "./keys.ts";

/** An authority with its keys, as its system tells everybody. */
export type KeyDocument = {
  code: string;
  name: string;
  /** Where its system answers; null where it has no address of its own. */
  address: string | null;
  keys: PublicKeys[];
};

const mostKeys = 4;

const documentShape = z.object({
  keepsight: z.literal("exchange keys"),
  authorities: z
    .array(
      z.object({
        code: z.string().regex(/^\d{3}$/),
        name: z.string().trim().min(1).max(100),
        address: z
          .url({ protocol: /^https?$/ })
          .max(300)
          .nullable(),
        keys: z
          .array(z.object({ sign: signKeyShape, open: openKeyShape }))
          .min(1)
          .max(mostKeys),
      }),
    )
    .max(200),
});

/** An authority with its public keys, as they lie here. */
export type Published = Omit<KeyDocument, "keys"> & { keys: Pick<PublicKeys, "signKey" | "openKey">[] };

/** What /.well-known/keepsight-exchange tells. */
export function writeKeyDocument(authorities: readonly Published[]): string {
  const told = authorities.map(({ code, name, address, keys }) => ({
    ...{ code, name, address },
    keys: keys.map(({ signKey, openKey }) => ({ sign: signKey, open: openKey })),
  }));
  return `${JSON.stringify({ keepsight: "exchange keys", authorities: told }, undefined, 2)}\n`;
}

/** Reads what another system tells of one authority, or says what to mend. Fingerprints are worked out here, never read. */
export async function readKeyDocument(text: string, code: string): Promise<KeyDocument | { mend: string }> {
  const read = documentShape.safeParse(parsed(text));
  if (!read.success)
    return {
      mend: "This is not a key document. Copy all of what their address /.well-known/keepsight-exchange shows",
    };
  const found = read.data.authorities.find((each) => each.code === code);
  if (!found) return { mend: `The document has no keys of the authority ${code}` };
  return { ...found, keys: await Promise.all(found.keys.map(({ sign, open }) => publicKeysOf(sign, open))) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
