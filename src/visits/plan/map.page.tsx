import type { Position } from "../positions/grid-position.ts";
import { labelOf, type Outline, outlineOf, type Pin, pinsOf, projection } from "./map.ts";

/** Where pictures of the ground come from, and whom to thank for them; none unless a council sets them. */
export type Tiles = { address: string; credit: string };

const size = { width: 480, height: 420, room: 34 };

/**
 * The visits of a list as numbers on plain ground, north up; where scripts run it can be moved, on tiles where a council has
 * set them. It says nothing that the list does not say. [E02]
 */
export function VisitMap({
  visits,
  areas,
  tiles,
}: {
  readonly visits: readonly { position: (Position & { invented: boolean }) | null }[];
  readonly areas: readonly Outline[];
  readonly tiles: Tiles | undefined;
}) {
  const pins = pinsOf(visits);
  const missing = visits.filter(({ position }) => !position).length;
  if (pins.length === 0)
    return (
      <p class="govuk-hint">There is no map: it is not known where the postcodes of these visits lie.</p>
    );
  const outlines = areas.map(({ name, points }) => ({ name, points: outlineOf(points) }));
  const drawn = { pins, outlines };
  return (
    <figure class="keepsight-map">
      <div
        class="keepsight-map__ground"
        data-visit-map={JSON.stringify({
          outlines,
          pins: pins.map((pin) => ({ ...pin, label: labelOf(pin) })),
        })}
        data-tiles={tiles?.address}
        data-credit={tiles?.credit}
      >
        <Drawing {...drawn} />
      </div>
      <figcaption class="govuk-hint">
        The numbers are those of the list, which says all that the map says.
        {missing > 0 &&
          ` ${missing} of ${visits.length} cannot be shown: held, hidden, or nobody knows where.`}
        {outlines.length > 0 && " A line goes around the schools of each area."}
        {visits.some(({ position }) => position?.invented) &&
          " The positions are invented, as the postcodes are."}
      </figcaption>
    </figure>
  );
}

function Drawing({ pins, outlines }: { pins: readonly Pin[]; outlines: readonly Outline[] }) {
  const { width, height } = size;
  const at = projection([...pins, ...outlines.flatMap(({ points }) => points)], size);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label="Map of the visits in the list">
      {outlines.map(({ name, points }) => {
        const line = points.map(at);
        const top = line.reduce((best, each) => (each.y < best.y ? each : best), line[0] ?? { x: 0, y: 0 });
        return (
          <>
            <polygon class="keepsight-map__area" points={line.map(({ x, y }) => `${x},${y}`).join(" ")} />
            <text class="keepsight-map__name" x={top.x} y={top.y - 6} text-anchor="middle">
              {name}
            </text>
          </>
        );
      })}
      {pins.map((pin) => {
        const { x, y } = at(pin);
        const label = labelOf(pin);
        const wide = Math.max(13, 5 * label.length + 5);
        return (
          <>
            <rect class="keepsight-map__pin" x={x - wide} y={y - 13} width={2 * wide} height={26} rx={13} />
            <text class="keepsight-map__number" x={x} y={y + 5} text-anchor="middle">
              {label}
            </text>
          </>
        );
      })}
    </svg>
  );
}
