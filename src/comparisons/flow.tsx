import { numberInWords } from "../web/design/index.ts";

/** One band of a flow: how many, what they are, what it leads to, and how it is coloured. */
export type Band = {
  words: string;
  count: number;
  href?: string | undefined;
  look: "known" | "gone" | "missing" | "unknown";
};

const width = 760;
const barAt = { from: 150, to: 440 };
const bar = 14;
const room = 240;
const least = 2;
const line = 24;

/** A flow from one number into its parts, each band as wide as its number. What a band leads to is a link. */
export function Flow({ from, parts }: { from: string; parts: readonly Band[] }) {
  const shown = parts.filter(({ count }) => count > 0);
  const all = shown.reduce((sum, { count }) => sum + count, 0);
  const thickness = ({ count }: Band) => Math.max(least, (count / all) * room);
  let left = 10;
  let right = 10;
  const placed = shown.map((band) => {
    const thick = thickness(band);
    const place = { band, thick, left, right };
    left += thick;
    // Words need a line of their own, however thin their band.
    right += Math.max(thick, line) + 6;
    return place;
  });
  const height = Math.max(left, right) + 10;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: its frame is labelled, and its words are text and links of their own.
    <svg class="keepsight-flow" viewBox={`0 0 ${width} ${height}`}>
      <text x={barAt.from - 12} y={10 + (left - 10) / 2} text-anchor="end">
        {numberInWords(all)}
      </text>
      <text x={barAt.from - 12} y={30 + (left - 10) / 2} text-anchor="end">
        {from}
      </text>
      <rect x={barAt.from} y={10} width={bar} height={left - 10} class="keepsight-flow__gone" />
      {placed.map((place) => (
        <Piece key={place.band.words} {...place} />
      ))}
    </svg>
  );
}

function Piece({ band, thick, left, right }: { band: Band; thick: number; left: number; right: number }) {
  const start = barAt.from + bar;
  const middle = (start + barAt.to) / 2;
  const curve = (y: number, to: number) => `C ${middle} ${y}, ${middle} ${to},`;
  const path = `M ${start} ${left} ${curve(left, right)} ${barAt.to} ${right} v ${thick} ${curve(right + thick, left + thick)} ${start} ${left + thick} z`;
  const drawn = (
    <>
      <path d={path} class={`keepsight-flow__band keepsight-flow__${band.look}`} />
      <rect
        x={barAt.to}
        y={right}
        width={bar}
        height={thick}
        class={`keepsight-flow__end keepsight-flow__${band.look}`}
      />
      <text x={barAt.to + bar + 10} y={right + Math.max(thick, line) / 2 + 5}>
        {numberInWords(band.count)} {band.words}
      </text>
    </>
  );
  return band.href ? <a href={band.href}>{drawn}</a> : <g>{drawn}</g>;
}
