import { dayOf } from "../../calendar/index.ts";
import { factInWords } from "../../cases/index.ts";
import { reasonInWords } from "../../children/index.ts";
import {
  type CaseFact,
  isOwedNow,
  type ObligationState,
  type Rule,
  roleInWords,
} from "../../procedures/index.ts";
import { capitalised, shortDay } from "../../web/design/words.ts";

/** What an area is told of one child, in the words that are kept. Days are ISO days. [H02] */
export type LineTold = {
  reference: string;
  forename: string;
  surname: string;
  dateOfBirth: string | null;
  upn: string | null;
  school: string | null;
  reason: string;
  missingSince: string | null;
  owner: string | null;
  known: string[];
  owed: string[];
  asked: string[];
};

/** An open case as it stands when the register is made. */
export type CaseOnRegister = Omit<LineTold, "known" | "owed" | "asked"> & {
  caseId: number;
  areaId: number | null;
  facts: (Pick<CaseFact, "kind" | "details"> & { happenedAt: string })[];
  obligations: { asks: string; role: string; dueAt: string | null }[];
  enquiries: { to: string; askedAt: string }[];
};

/** The line of a case: what is known of it, what is owed and what was asked, in words. [H02] */
export function lineOf(kase: CaseOnRegister): LineTold {
  const { caseId: _, areaId: __, facts, obligations, enquiries, ...told } = kase;
  const on = (moment: string) => shortDay(dayOf(Temporal.Instant.from(moment)));
  return {
    ...told,
    reason: reasonInWords(told.reason),
    known: facts.map((fact) => {
      const { title, says } = factInWords(fact);
      return `${on(fact.happenedAt)}: ${title}${says && `. ${says}`}`;
    }),
    owed: obligations.map(
      ({ asks, role, dueAt }) =>
        `${asks} ${capitalised(roleInWords(role as Rule["role"]))}${dueAt ? `, by ${on(dueAt)}` : ""}.`,
    ),
    asked: enquiries.map(({ to, askedAt }) => `${to}, on ${on(askedAt)}. No answer yet.`),
  };
}

/** The letters to an area lead about one register: that it is there, that its days end soon, that they have ended. */
export type LetterKind = "ready" | "due-soon" | "late";

/** Which letter is owed now, when these have gone and so many lines wait; undefined when none is. The days are the procedure's. [H02] */
export function letterOwed(
  { waiting, sent }: { waiting: number; sent: readonly LetterKind[] },
  duty: { state: ObligationState } | undefined,
): LetterKind | undefined {
  if (!sent.includes("ready")) return "ready";
  if (waiting === 0 || !duty || !isOwedNow(duty)) return undefined;
  const kind = duty.state === "overdue" ? "late" : duty.state === "due-soon" ? "due-soon" : undefined;
  return kind && !sent.includes(kind) ? kind : undefined;
}

/** What an area says of one child: news in its own words, or, where they are empty, that it knows nothing new. */
export type News = { lineId: number; words: string };

/** The note by which news stands in the case. */
export function noteOfNews(madeOn: Temporal.PlainDate, words: string): string {
  return `Register of the area of ${shortDay(madeOn)}: ${words || "the area knows nothing new."}`;
}
