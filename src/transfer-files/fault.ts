/** One thing that is amiss in a file, where, and its mend. */
export type Fault = {
  /** Counted from one; null where it is of the file as a whole. */
  line: number | null;
  /** The element, with those around it: `Header/SourceSchool/LEA`; null where it is of the file as a whole. */
  element: string | null;
  says: string;
};

/** The file cannot be read on from here: it is broken, hostile, or larger than a transfer file is. */
export class UnreadableTransferFile extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(faultInWords(fault));
    this.fault = fault;
  }
}

/** A fault on one line, its place first. */
export function faultInWords({ line, element, says }: Fault): string {
  const place = [line !== null && `line ${line}`, element !== null && element].filter(Boolean).join(", ");
  return place ? `${place[0]?.toUpperCase()}${place.slice(1)}: ${says}` : says;
}
