import type { Address } from "./addresses.store.ts";

/** The addresses of a child that are hidden for safety. */
export function hiddenOf(addresses: readonly Address[]): Address[] {
  return addresses.filter(({ hidden }) => hidden);
}

/** If words say an address that is hidden: its postcode, or its lines, however they are spaced. The database asks again of letters. */
export function saysHidden(words: string, addresses: readonly Address[]): boolean {
  const said = bare(words);
  return hiddenOf(addresses).some(({ lines, postcode }) => {
    const [place, code] = [bare(lines), bare(postcode ?? "")];
    return (code.length > 4 && said.includes(code)) || (place.length > 5 && said.includes(place));
  });
}

function bare(words: string): string {
  return words.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
