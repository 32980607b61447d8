import type { Answers, Field, Step } from "../form-definition.ts";

/** The steps that the school takes before the hub: a referral is accepted only with evidence of each (O appendix 2). [D06] */
const steps = {
  parents: { asks: "Has the school tried to contact the parents?", short: "Tried the parents" },
  contacts: {
    asks: "Has the school tried to phone the other named contacts?",
    short: "Phoned the other contacts",
  },
  professionals: {
    asks: "Has the school asked the professionals involved now, or the previous school?",
    short: "Asked professionals or the previous school",
  },
} as const;

const each = Object.entries(steps).flatMap(([name, { asks, short }]): Field[] => [
  {
    kind: "choice",
    name,
    asks,
    short,
    wanted: `Say if the school did so: ${short.toLowerCase()}`,
    of: [
      { value: "yes", text: "Yes" },
      { value: "no", text: "Not yet" },
    ],
  },
  {
    kind: "words",
    name: `${name}When`,
    asks: "On which days, by whom, and what came of it?",
    short: `${short}: when and what came of it`,
    wanted: `Say when, by whom and what came of it: ${short.toLowerCase()}`,
    most: 500,
    under: { name, answer: "yes" },
  },
]);

/** What the school has tried already. [D06] */
export const tried: Step = {
  slug: "tried",
  title: "What the school has tried",
  why: "The hub accepts a referral only with evidence of the school's own steps. Where you fear for the pupil it never waits for them.",
  fields: [
    ...each,
    {
      kind: "long-words",
      name: "concernsBefore",
      asks: "Anything else, and concerns before",
      short: "Concerns before",
      most: 2000,
    },
  ],
};

/** The school's own steps that are still missing: none where there is a concern or it is urgent. [D06] */
export function stepsMissing(answers: Answers): string[] {
  if (answers["concern"] === "yes" || answers["urgent"] === "yes") return [];
  return Object.entries(steps).flatMap(([name, { asks }]) =>
    answers[name] === "yes"
      ? []
      : [asks.replace(/^Has the school /, "The school has not ").replace(/\?$/, ".")],
  );
}
