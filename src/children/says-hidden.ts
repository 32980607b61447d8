import type { Address } from "./addresses.store.ts";

type Place = Pick<Address, "lines" | "postcode" | "hidden">;

/** The addresses of a child that are hidden for safety. */
export function hiddenOf(addresses: readonly Address[]): Address[] {
  return addresses.filter(({ hidden }) => hidden);
}

/** If words say an address that is hidden: its postcode, or its lines, however they are spaced. The database asks again of letters. */
export function saysHidden(words: string, addresses: readonly Place[]): boolean {
  const said = bare(words);
  return addresses.some(({ lines, postcode, hidden }) => {
    if (!hidden) return false;
    const [place, code] = [bare(lines), bare(postcode ?? "")];
    return (code.length > 4 && said.includes(code)) || (place.length > 5 && said.includes(place));
  });
}

/** Words without the hidden addresses that they say; nothing of them where one is written in another way than on record. */
export function withoutHidden(words: string, addresses: readonly Place[]): string {
  if (!saysHidden(words, addresses)) return words;
  const places = addresses.flatMap(({ lines, postcode, hidden }) => (hidden ? [lines, postcode ?? ""] : []));
  const left = places.filter(Boolean).reduce((said, place) => said.replaceAll(anyCase(place), black), words);
  return saysHidden(left, addresses) ? "Hidden for safety" : left;
}

const black = "(hidden for safety)";

/** Finds words however they are cased and spaced. */
function anyCase(words: string): RegExp {
  const escaped = words.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/\s+/g, "\\s*");
  return new RegExp(escaped, "giu");
}

function bare(words: string): string {
  return words.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
