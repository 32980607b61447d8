/** The text cannot be read on from this line: it is no XML, or more than is read here. */
export class UnreadableXml extends Error {
  readonly line: number;
  constructor(says: string, line: number) {
    super(says);
    this.line = line;
  }
}

/** What only a maker of XML can mend. */
export function broken(what: string, line: number): UnreadableXml {
  return new UnreadableXml(`This is not well-formed XML (${what}).`, line);
}

/** An end that is missing, or one that is another's. */
export function breaksOff(line: number): UnreadableXml {
  return new UnreadableXml(
    "The file breaks off or its elements overlap. Make it again and send it whole.",
    line,
  );
}

/** A reference that stands for nothing. */
export function brokenReference(fault: "unknown" | "broken", line: number): UnreadableXml {
  return fault === "unknown"
    ? new UnreadableXml("The file uses an entity of its own. Only XML's five are read.", line)
    : broken("an ampersand stands alone, or for a character that is none", line);
}
