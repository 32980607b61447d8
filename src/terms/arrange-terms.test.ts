import fc from "fast-check";
import { expect, test } from "vitest";
import { arrangeTerms, type KnownSpan } from "./arrange-terms.ts";
import { type GivenSpan, overlap, type SpanKind } from "./term-span.ts";

const first = Temporal.PlainDate.from("2026-08-01");
const anySpan = fc.record({
  kind: fc.constantFrom<SpanKind>("term", "half-term", "inset", "closure"),
  start: fc.nat(700),
  days: fc.nat(90),
});
const anySpans = fc.array(anySpan, { maxLength: 8 }).map((spans) =>
  spans.map(
    ({ kind, start, days }, place): GivenSpan => ({
      at: place + 2,
      code: "9972001",
      kind,
      from: first.add({ days: start }),
      until: first.add({ days: start + days }),
    }),
  ),
);

function after(known: readonly KnownSpan[], given: readonly GivenSpan[], incomplete: boolean): KnownSpan[] {
  const { add, remove } = arrangeTerms(given, known, incomplete);
  const kept = known.filter((span) => !remove.includes(span));
  return [...kept, ...add.map((span, place) => ({ ...span, id: 1000 + known.length + place }))];
}

test("after any files one after another, no two stretches of a kind overlap [C18 partly]", () => {
  fc.assert(
    fc.property(fc.array(anySpans, { maxLength: 4 }), fc.boolean(), (files, incomplete) => {
      const known = files.reduce<KnownSpan[]>((had, given) => after(had, given, incomplete), []);
      for (const one of known)
        for (const other of known)
          if (one !== other && one.kind === other.kind) expect(overlap(one, other)).toBe(false);
    }),
  );
});

test("the same file again adds nothing and takes nothing out, whatever was known before [C18 partly]", () => {
  fc.assert(
    fc.property(anySpans, anySpans, fc.boolean(), (earlier, given, incomplete) => {
      const known = after(after([], earlier, false), given, incomplete);
      const { add, remove } = arrangeTerms(given, known, incomplete);
      expect([add, remove]).toEqual([[], []]);
    }),
  );
});

test("every stretch of a file is added, there already, said twice or refused: none is lost", () => {
  fc.assert(
    fc.property(anySpans, anySpans, (earlier, given) => {
      const known = after([], earlier, false);
      const { add, same, refused } = arrangeTerms(given, known, false);
      const distinct = new Set(given.map(({ kind, from, until }) => `${kind} ${from} ${until}`));
      expect(add.length + same + refused.length).toBe(distinct.size);
    }),
  );
});
