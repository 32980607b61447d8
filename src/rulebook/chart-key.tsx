import { type Look, Sign } from "./chart-box.tsx";

const looks: Readonly<Record<Look, string>> = {
  done: "Done",
  late: "Late",
  due: "Due",
  waits: "Waits",
  held: "Held",
  needless: "Not needed",
  "not-begun": "Not begun",
};

/** How to read the charts, in words, above the first. `marked` when they show a child. */
export function ChartKey({ marked = false }: { marked?: boolean }) {
  return (
    <>
      <p>
        A box is a step: what is to be done, by whom, the clause and within what time. A rounded box is
        something that happens; its numbers are steps in other parts of the procedure. A thick border is a way
        in which a case can end. A dashed arrow means that this must have happened first.
      </p>
      {marked && (
        <ul class="keepsight-chart-key">
          {Object.keys(looks).map((look) => (
            <li key={look}>
              <LookShown look={look as Look} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A look as its sign with its word, as it stands in the foot of a box. */
export function LookShown({ look }: { look: Look }) {
  return (
    <span class={`keepsight-look keepsight-chart--${look}`}>
      <svg class="keepsight-chart__foot" width="22" height="22" aria-hidden="true">
        <rect x="1" y="1" width="20" height="20" />
        <Sign look={look} x={4} y={4} />
      </svg>
      {looks[look]}
    </span>
  );
}
