const five: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const reference = /&([^;&<>\s"']*)(;?)/y;

/** What a reference stands for and where it ends, or what is amiss with it; undefined where the text breaks off in it. */
export type Referred = { text: string; end: number } | { fault: "unknown" | "broken" };

/** Reads the reference that begins here with its ampersand: a character's number, or one of XML's five. */
export function referredAt(text: string, at: number): Referred | undefined {
  reference.lastIndex = at;
  const [, name = "", end] = reference.exec(text) ?? [];
  if (!end) return reference.lastIndex >= text.length ? undefined : { fault: "broken" };
  const stands = Object.hasOwn(five, name) ? five[name] : characterNumbered(name);
  if (stands !== undefined) return { text: stands, end: reference.lastIndex };
  return { fault: name === "" || name.startsWith("#") ? "broken" : "unknown" };
}

/** The character of `#233` or `#xE9`, where XML 1.0 has it. */
function characterNumbered(name: string): string | undefined {
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name) ?? [];
  const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number.parseInt(decimal ?? "", 10);
  const isOne =
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return isOne ? String.fromCodePoint(code) : undefined;
}
