/** One round of one page: visits a second of the program and of the floor, and the milliseconds of each visit. */
export type Round = {
  program: number;
  floor: number;
  took: number[];
  floorTook: number[];
  /** Visits without an entry in the audit log. */
  unaudited: number;
};

/** The least part of the floor's throughput. */
const leastRatio = 0.5;
const widths = [14, 9, 9, 15, 22, 22, 0];

export function reportHead(): void {
  line([
    "page",
    "visits/s",
    "floor/s",
    "ratio (range)",
    "p50 p95 p99 ms",
    "floor p50 p95 p99",
    "against the aims",
  ]);
}

/** Prints the medians of the rounds of a page, and what of it is over its limit. */
export function report(page: string, limit: number, rounds: readonly Round[]): void {
  const ratios = rounds.map(({ program, floor }) => program / floor).sort((a, b) => a - b);
  const ratio = median(ratios);
  const times = percentiles(rounds.map(({ took }) => took));
  const unaudited = rounds.reduce((sum, round) => sum + Math.abs(round.unaudited), 0);
  const over = [
    ratio < leastRatio && `under ${leastRatio} of the floor`,
    (times[1] ?? 0) > limit && `p95 over ${limit} ms`,
    unaudited !== 0 && `${unaudited} visits not audited once`,
  ].filter((each) => each !== false);
  line([
    page,
    median(rounds.map(({ program }) => program)).toFixed(0),
    median(rounds.map(({ floor }) => floor)).toFixed(0),
    `${ratio.toFixed(2)} (${ratios[0]?.toFixed(2)}-${ratios.at(-1)?.toFixed(2)})`,
    inWords(times),
    inWords(percentiles(rounds.map(({ floorTook }) => floorTook))),
    over.length > 0 ? over.join(", ") : `met (${leastRatio} of the floor, p95 ${limit} ms, all audited)`,
  ]);
}

/** The median over the rounds of each round's 50th, 95th and 99th percentile. */
function percentiles(rounds: readonly (readonly number[])[]): number[] {
  return [0.5, 0.95, 0.99].map((part) =>
    median(
      rounds.map((took) => took.toSorted((a, b) => a - b)[Math.ceil(took.length * part) - 1] ?? Number.NaN),
    ),
  );
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function inWords(times: readonly number[]): string {
  return times.map((time) => time.toFixed(1)).join("  ");
}

function line(cells: readonly string[]): void {
  console.log(cells.map((cell, nth) => cell.padEnd(widths[nth] ?? 0)).join(" "));
}
