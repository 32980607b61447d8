import {
  type GivenSpan,
  isSameSpan,
  overlap,
  type Span,
  type SpanFault,
  schoolYearOf,
  spanInWords,
} from "./term-span.ts";

/** A stretch of the record. */
export type KnownSpan = Span & { id: number };

/** What a file makes of the term dates of one place. Every stretch given is added, the same as before, or refused. */
export type Arrangement = {
  add: Span[];
  remove: KnownSpan[];
  same: number;
  refused: SpanFault[];
};

/**
 * What becomes of a place's term dates when a file gives some. Stretches of one kind that overlap in the file are all
 * refused: which is right cannot be told. One that overlaps what was known takes its place. From the first day of a
 * school year's first term in the file to the last day of its last, the file says everything: what it leaves out is
 * taken out, unless it is `incomplete` because something of the place could not be read. Closures that it leaves out stay:
 * snow stands in no published calendar.
 */
export function arrangeTerms(
  given: readonly GivenSpan[],
  known: readonly KnownSpan[],
  incomplete: boolean,
): Arrangement {
  const { clear, refused } = withoutOverlaps(given);
  const told = incomplete || refused.length > 0 ? [] : stretchesTold(clear);
  const isKept = (span: KnownSpan) => clear.some((each) => isSameSpan(each, span));
  const isReplaced = (span: KnownSpan) =>
    (span.kind !== "closure" && told.some((stretch) => overlap(stretch, span))) ||
    clear.some((each) => each.kind === span.kind && overlap(each, span));
  const add = clear.filter((each) => !known.some((span) => isSameSpan(each, span)));
  return {
    add: add.map(({ kind, from, until }) => ({ kind, from, until })),
    remove: known.filter((span) => !isKept(span) && isReplaced(span)),
    same: clear.length - add.length,
    refused,
  };
}

/**
 * What a school takes on when it brings its first term dates: those of its authority up to then, by which its deadlines
 * were counted until now and stay counted.
 */
export function datesTakenOn(first: readonly Span[], authoritys: readonly Span[]): Span[] {
  const [begins] = first
    .filter(({ kind }) => kind === "term")
    .map(({ from }) => from)
    .sort(Temporal.PlainDate.compare);
  return begins === undefined
    ? []
    : authoritys
        .filter(({ until }) => Temporal.PlainDate.compare(until, begins) < 0)
        .map(({ kind, from, until }) => ({ kind, from, until }));
}

/** From the first day of each school year's first term to the last day of its last. */
function stretchesTold(spans: readonly Span[]): Pick<Span, "from" | "until">[] {
  const terms = spans.filter(({ kind }) => kind === "term");
  return [...Map.groupBy(terms, ({ from }) => schoolYearOf(from)).values()].flatMap((year) => {
    const [from] = year.map((term) => term.from).sort(Temporal.PlainDate.compare);
    const until = year
      .map((term) => term.until)
      .sort(Temporal.PlainDate.compare)
      .at(-1);
    return from && until ? [{ from, until }] : [];
  });
}

/** The stretches that stand alone, each once, and those that overlap another of their kind. */
function withoutOverlaps(given: readonly GivenSpan[]): { clear: GivenSpan[]; refused: SpanFault[] } {
  const once = given.filter((span, place) => given.findIndex((other) => isSameSpan(other, span)) === place);
  const clear: GivenSpan[] = [];
  const refused: SpanFault[] = [];
  for (const span of once) {
    const other = once.find((each) => each !== span && each.kind === span.kind && overlap(each, span));
    if (!other) clear.push(span);
    else
      refused.push({
        at: span.at,
        code: span.code,
        field: "Starts",
        fault: `${spanInWords(span)} overlaps number ${other.at} of the file, ${spanInWords(other)}.`,
        mend: "Make one end before the other starts, or take one out.",
      });
  }
  return { clear, refused };
}
