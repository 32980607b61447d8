import { z } from "zod";
import { zone } from "../calendar/index.ts";
import { type CaseFact, type FactKind, factKinds } from "./fact-kinds.ts";
import type { FactPattern } from "./procedure.ts";

const kinds = Object.keys(factKinds) as FactKind[];
const list = (words: readonly unknown[]) => words.map(String).join(", ");

/** One or several fact patterns, as a procedure file writes them: `visit-made`, or `visit-made: { found: no-answer }`. */
export const factPatterns = z.unknown().transform((written, context): FactPattern[] =>
  (Array.isArray(written) ? written : [written]).flatMap((one, place) => {
    const path = Array.isArray(written) ? [place] : [];
    const pattern = patternFrom(one, (message, ...below) => {
      context.addIssue({ code: "custom", message, path: [...path, ...below] });
    });
    return pattern ?? [];
  }),
);

/** What starts an obligation: facts, and `late: other-id` for the lateness of another obligation. */
export const beginnings = z.unknown().transform((written, context) => {
  const starts: FactPattern[] = [];
  const startsWhenLate: string[] = [];
  for (const [place, one] of [written].flat().entries()) {
    const path = Array.isArray(written) ? [place] : [];
    const late = lateRuleIn(one);
    const pattern =
      late ??
      patternFrom(one, (message, ...below) => {
        context.addIssue({ code: "custom", message, path: [...path, ...below] });
      });
    if (typeof pattern === "string") startsWhenLate.push(pattern);
    else if (pattern) starts.push(pattern);
  }
  return { starts, startsWhenLate };
});

/** The id in `late: id`, which names no fact. */
function lateRuleIn(written: unknown): string | undefined {
  if (typeof written !== "object" || written === null || !("late" in written)) return undefined;
  return typeof written.late === "string" && Object.keys(written).length === 1 ? written.late : undefined;
}

type Report = (message: string, ...path: string[]) => void;

function patternFrom(written: unknown, report: Report): FactPattern | undefined {
  if (written === undefined || written === null)
    return void report('Name a fact here, for example "visit-made": nothing is written.');
  const [kind, details] =
    typeof written === "string" ? [written, {}] : (Object.entries(written ?? {})[0] ?? ["", undefined]);
  if (!isKind(kind)) return void report(`There is no fact "${kind}". Use one of: ${list(kinds)}.`);
  if (
    typeof details !== "object" ||
    details === null ||
    (Object.keys(written ?? {}).length > 1 && typeof written !== "string")
  )
    return void report(`Write one fact at a time, for example "${kind}" or "${kind}: { detail: word }".`);
  return {
    kind,
    details: Object.entries(details).map(([name, words]) => ({
      name,
      oneOf: wordsOf(kind, name, words, report),
    })),
  };
}

function wordsOf(kind: FactKind, name: string, written: unknown, report: Report): readonly unknown[] {
  const known: Record<string, unknown> = factKinds[kind].details;
  const allowed = known[name];
  const words = Array.isArray(written) ? written : [written];
  if (!Array.isArray(allowed))
    report(
      `"${kind}" cannot be told apart by "${name}". Use one of: ${list(choices(kind)) || "nothing"}.`,
      kind,
    );
  else if (!words.every((word) => allowed.includes(word)))
    report(`"${name}" is one of: ${list(allowed)}.`, kind, name);
  return words;
}

/** A fact in a worked example: `{ at: 2026-03-03 10:00, fact: visit-made, found: no-answer }`. What is left out takes the first word of its list. */
export const exampleFact = z
  .looseObject({ at: z.string(), made: z.string().optional(), fact: z.string() })
  .transform((written, context): CaseFact => {
    const { at, made, fact: kind, ...details } = written;
    const report: Report = (message, ...path) => context.addIssue({ code: "custom", message, path });
    const happenedAt = momentNamed(at) ?? report(momentMend, "at");
    const madeAt = made === undefined ? happenedAt : (momentNamed(made) ?? report(momentMend, "made"));
    if (!isKind(kind)) report(`There is no fact "${kind}". Use one of: ${list(kinds)}.`, "fact");
    if (!isKind(kind) || !happenedAt || !madeAt) return z.NEVER;
    const known: Record<string, unknown> = factKinds[kind].details;
    for (const [name, word] of Object.entries(details)) {
      const allowed = known[name];
      if (allowed === undefined)
        report(`"${kind}" has no "${name}". It has: ${list(Object.keys(known)) || "nothing"}.`, name);
      else if (Array.isArray(allowed) && !allowed.includes(word))
        report(`"${name}" is one of: ${list(allowed)}.`, name);
    }
    const whole = { ...plainDetails(kind, at.slice(0, 10)), ...details };
    return { id: 0, kind, happenedAt, madeAt, details: whole } as CaseFact;
  });

/** Details for a fact of which nothing is known: the first word of each list, 1 for numbers, a day for days. */
export function plainDetails(kind: FactKind, day: string): Record<string, unknown> {
  const known: Record<string, unknown> = factKinds[kind].details;
  return Object.fromEntries(
    Object.entries(known).map(([name, holds]) => [
      name,
      Array.isArray(holds) ? holds[0] : plain(String(holds), day),
    ]),
  );
}

function plain(holds: string, day: string): unknown {
  if (holds.endsWith("or nothing")) return null;
  return holds === "number" ? 1 : holds === "day" ? day : "invented";
}

export const momentMend =
  'Write a day and a time in London, for example "2026-03-03 10:00", or only the day.';

/** The moment that `2026-03-03 10:00` names in London; only a day names its noon. */
export function momentNamed(words: string): Temporal.Instant | undefined {
  const [, day, time = "12:00"] = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d(?::\d\d)?))?$/.exec(words) ?? [];
  try {
    return day === undefined
      ? undefined
      : Temporal.PlainDateTime.from(`${day}T${time}`, { overflow: "reject" })
          .toZonedDateTime(zone)
          .toInstant();
  } catch {
    return undefined;
  }
}

function isKind(word: string): word is FactKind {
  return Object.hasOwn(factKinds, word);
}

function choices(kind: FactKind): string[] {
  return Object.entries(factKinds[kind].details).flatMap(([name, holds]) =>
    Array.isArray(holds) ? name : [],
  );
}
