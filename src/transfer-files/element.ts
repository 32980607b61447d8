/** An element as it stands in a file: whatever it is, it is kept and can be written back. */
export type XmlElement = {
  /** With its prefix, as written. */
  name: string;
  /** Its name where it belongs to the transfer file's own words; null for one of a foreign namespace. */
  local: string | null;
  attributes: readonly (readonly [name: string, value: string])[];
  content: (XmlElement | string)[];
  /** Where it began, counted from one. */
  line: number;
};

/** An element of the file's own words, made here. */
export function element(name: string, ...content: (XmlElement | string)[]): XmlElement {
  return { name, local: name, attributes: [], content, line: 0 };
}

/** The elements within one, without the text between them. */
export function elementsIn({ content }: XmlElement): XmlElement[] {
  return content.filter((each) => typeof each !== "string");
}

/** The first element at a path of names below this one. */
export function elementAt(within: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = within;
  for (const name of path) at = at && firstNamed(at, name);
  return at;
}

function firstNamed({ content }: XmlElement, name: string): XmlElement | undefined {
  for (const each of content) if (typeof each !== "string" && each.local === name) return each;
  return undefined;
}

/** The text at a path of names, without space around it; "" where there is none. */
export function textAt(within: XmlElement, ...path: readonly string[]): string {
  const found = elementAt(within, ...path);
  return found ? textOf(found) : "";
}

/** The text that stands directly in an element, without space around it. */
export function textOf({ content }: XmlElement): string {
  let text = "";
  for (const each of content) if (typeof each === "string") text += each;
  return text.trim();
}
