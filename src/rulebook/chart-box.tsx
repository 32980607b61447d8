import { footHeightOf, lineHeight, type PlacedBox, padding, size } from "../procedures/drawing/index.ts";

/** How a step, a happening or an ending stands in a child's case. Each look has a shape of its own, besides its colour. */
export type Look = "done" | "late" | "due" | "waits" | "held" | "needless" | "not-begun";
export type Mark = {
  look: Look;
  /** Short enough for the foot of a box: `Late: due 5 Nov 2026`. */
  words: string;
};

const corner = { step: 2, happening: 22, ending: 8 };

/** One box of a chart. With a mark, the foot of a step says how it stands; other boxes get a line more. */
export function ChartBox({ box, mark }: { box: PlacedBox; mark: Mark | undefined }) {
  const { x, y, width, height, lines, shape } = box;
  const isStep = shape === "step";
  const text = mark && !isStep ? [...lines, { words: mark.words, bold: true }] : lines;
  const free = height - footHeightOf(box) - text.length * lineHeight;
  return (
    <g class={`keepsight-chart__${shape}${mark ? ` keepsight-chart--${mark.look}` : ""}`}>
      <rect {...{ x, y, width, height }} rx={corner[shape]} />
      {text.map(({ words, bold }, place) => (
        <text
          key={`${place} ${words}`}
          x={x + (isStep ? padding : width / 2)}
          y={y + free / 2 + place * lineHeight + size}
          font-size={size}
          font-weight={bold ? 700 : 400}
        >
          {/* Read aloud, the lines stand apart. */ `${words} `}
        </text>
      ))}
      {isStep && <Foot box={box} mark={mark} />}
    </g>
  );
}

function Foot({ box, mark }: { box: PlacedBox; mark: Mark | undefined }) {
  const { x, y, width, height } = box;
  const strip = footHeightOf(box);
  const top = y + height - strip;
  const lines = mark ? [mark.words] : box.foot;
  const first = top + (strip - (lines.length - 1) * lineHeight) / 2;
  return (
    <g class="keepsight-chart__foot">
      <rect x={x} y={top} width={width} height={strip} />
      {mark && <Sign look={mark.look} x={x + padding} y={top + (strip - 14) / 2} />}
      {lines.map((words, place) => (
        <text
          key={words}
          x={x + padding + (mark ? 21 : 0)}
          y={first + place * lineHeight + size / 3}
          font-size={size}
          font-weight={700}
        >
          {/* Read aloud, the lines stand apart. */ place < lines.length - 1 ? `${words} ` : words}
        </text>
      ))}
    </g>
  );
}

/** Drawn, as not every font has a tick: a tick, an exclamation mark, an arrow, an hourglass, two bars, a stroke and a ring. */
const signs: Readonly<Record<Look, string>> = {
  done: "M1 7l4 4 8-9",
  late: "M7 0v9M7 11v3",
  due: "M2 2l9 5-9 5z",
  waits: "M2 1h10M2 13h10M3 1c0 6 8 6 8 12M11 1c0 6-8 6-8 12",
  held: "M4 2v10M10 2v10",
  needless: "M1 7h12",
  "not-begun": "M7 2a5 5 0 1 0 0.01 0",
};

/** The sign of a look, 14 pixels wide and high. */
export function Sign({ look, x = 0, y = 0 }: { look: Look; x?: number; y?: number }) {
  return <path class="keepsight-chart__sign" d={signs[look]} transform={`translate(${x} ${y})`} />;
}
