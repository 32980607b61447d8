import { readOutside } from "../interface/webhooks/index.ts";

const place = "/.well-known/keepsight-exchange";
/** A document of 200 authorities with four pairs of keys each is half as long. Characters. */
const longest = 200_000;

/**
 * The key document that another authority's system shows at its address, or what to mend. Where nothing else is set, only
 * public addresses with TLS are asked. What comes is no more trusted for that: its fingerprint is still to be heard.
 */
export async function fetchKeyDocument(
  address: string,
  toPrivate: boolean,
): Promise<{ text: string } | { mend: string }> {
  const { origin, pathname } = new URL(address);
  const base = origin + pathname.replace(/\/$/, "");
  const answered = await readOutside(base.endsWith(place) ? base : base + place, {
    toPrivate,
    bytes: longest,
  });
  if ("not" in answered)
    return answered.not === "private address"
      ? { mend: "Enter an address on the public network that begins with https, or paste their key document" }
      : { mend: `Their system did not answer: ${answered.not}. Try again, or paste their key document` };
  if (answered.status !== 200)
    return { mend: `There are no keys at this address (${answered.status}). Check it with them` };
  return { text: answered.said };
}
