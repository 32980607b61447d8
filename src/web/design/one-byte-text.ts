import { jsxEscape, jsxTemplate } from "preact/jsx-runtime";
import type { Markup } from "./component.ts";

const beyondOneByte = /[\u{100}-\u{10ffff}]/u;
const eachBeyondOneByte = new RegExp(beyondOneByte, "gu");

/**
 * A text as it is drawn, with references for the characters that a string cannot hold in one byte each, such as ł and –.
 * One of them doubles the string of the whole page, and V8 then keeps it outside its young generation: a list of 97
 * kilobytes took 1.4 ms to be made into bytes with one, and 0.05 ms without.
 */
export function oneByteText(text: string): Markup {
  if (!beyondOneByte.test(text)) return text;
  const html = String(jsxEscape(text));
  return jsxTemplate([html.replace(eachBeyondOneByte, (character) => `&#${character.codePointAt(0)};`)]);
}
