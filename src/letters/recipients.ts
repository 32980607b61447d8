import { type Address, lastKnown, saysHidden } from "../children/index.ts";
import type { CarerOnRecord, CaseToWriteOf } from "./recipients.store.ts";

/** Somebody to whom a letter about a case can go. */
export type Recipient = {
  /** `carer-12`, `referrer-3`: no name in an address. */
  key: string;
  kind: "family" | "referrer";
  name: string;
  /** Who that is to the child. */
  called: string;
  /** Lines for the envelope; empty where none is known, or none may be printed. */
  address: string;
  /** Why no address stands there, or what to mind about the one that does. */
  note: "" | "hidden" | "left" | "none";
};

/**
 * Everybody to whom a letter about a case can go, with an address to print. An address that is hidden is printed for
 * nobody, whoever lives there: the letter is handed over instead. [G04, E05]
 */
export function recipientsOf(
  { carers, referrers }: Pick<CaseToWriteOf, "carers" | "referrers">,
  addresses: readonly Address[],
): Recipient[] {
  return [
    ...carers.map((carer) => carerAt(carer, addresses)),
    ...referrers.map(({ id, name, address, postcode }): Recipient => {
      const lines = linesOf(address, postcode);
      return {
        ...{ key: `referrer-${id}`, kind: "referrer", name, called: "referred the child", address: lines },
        note: lines === "" ? "none" : "",
      };
    }),
  ];
}

function carerAt(carer: CarerOnRecord, addresses: readonly Address[]): Recipient {
  const { id, name, relationship, livesWithChild, address, postcode } = carer;
  const who = { key: `carer-${id}`, kind: "family", name, called: relationship || "carer" } as const;
  const own = linesOf(address, postcode);
  const home = own === "" && livesWithChild !== "no" ? lastKnown(addresses) : undefined;
  const lines = home ? linesOf(home.lines, home.postcode) : own;
  if (home?.hidden || saysHidden(lines, addresses)) return { ...who, address: "", note: "hidden" };
  if (lines === "") return { ...who, address: "", note: "none" };
  return { ...who, address: lines, note: home?.certainty === "left" ? "left" : "" };
}

function linesOf(address: string | null, postcode: string | null): string {
  const lines = (address ?? "")
    .split(/\n|, */)
    .map((line) => line.trim())
    .filter(Boolean);
  return [...lines, ...(postcode && !postcode.startsWith("ZZ99") ? [postcode] : [])].join("\n");
}
