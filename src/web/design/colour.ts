/** White or black, whichever reads better on a council's colour ("#1d4b3f"): one of the two always passes WCAG AA. */
export function readableOn(colour: string): "#ffffff" | "#000000" {
  return contrast(colour, "#ffffff") >= 4.5 ? "#ffffff" : "#000000";
}

/** The WCAG 2.2 contrast ratio of two colours given as "#rrggbb", from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [, red = "", green = "", blue = ""] =
    /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour) ?? refusal(colour);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: string): number {
  const share = Number.parseInt(channel, 16) / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function refusal(colour: string): never {
  throw new Error(`The council's colour is written like #1d4b3f. This is ${colour}.`);
}
