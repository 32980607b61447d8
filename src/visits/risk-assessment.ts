/** The seven risks that are weighed before a home visit, in the words of the form. [D06, E02] (O appendix 2) */
export const risks = {
  "aggressive-pupil": "Aggressive pupil",
  "aggressive-parent": "Aggressive parent",
  "history-of-aggression": "Previous history of aggression",
  "threatening-environment": "Threatening environment",
  "known-drugs-or-drink": "Known drugs or drink abuse",
  "possible-drugs-or-drink": "Possible drugs or drink abuse",
  other: "Another risk",
} as const;

export type Risk = keyof typeof risks;

export const riskLevels = ["low", "medium", "high"] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** The risks that were found, each with how high it is. One that is not named here is none. */
export type RisksFound = Readonly<Partial<Record<Risk, RiskLevel>>>;

/** The highest of the risks found; low when none was. */
function highestOf(found: RisksFound): RiskLevel {
  const levels = Object.values(found);
  return riskLevels.findLast((level) => levels.includes(level)) ?? "low";
}

/** If the whole visit is judged less risky than one of its risks. Several small risks may make a greater one, never a smaller. */
export function isTooLow(overall: RiskLevel, found: RisksFound): boolean {
  return riskLevels.indexOf(overall) < riskLevels.indexOf(highestOf(found));
}

/** The risks found in words, worst first: "Aggressive parent (high), Threatening environment (low)". */
export function risksInWords(found: RisksFound): string {
  const named = (Object.entries(found) as [Risk, RiskLevel][])
    .toSorted(([, one], [, other]) => riskLevels.indexOf(other) - riskLevels.indexOf(one))
    .map(([risk, level]) => `${risks[risk]} (${level})`);
  return named.length > 0 ? named.join(", ") : "None found";
}

/** What a visitor must do about the whole risk of a visit. */
export const whatToDo: Record<RiskLevel, string> = {
  high: "Do not go alone. Tell your manager before you go, and meet the family somewhere safe if you can.",
  medium: "Tell a colleague where you go and when you will be back, and call when you leave.",
  low: "Keep your phone on, and leave if you do not feel safe.",
};

/** The risks that the answers of a hub referral tell of: risk-aggressive-parent, by its height. [D06] */
export function risksIn(answers: Readonly<Record<string, unknown>>): RisksFound {
  const told = (Object.keys(risks) as Risk[]).flatMap((risk) => {
    const level = riskLevels.find((each) => each === answers[`risk-${risk}`]);
    return level ? [[risk, level]] : [];
  });
  return Object.fromEntries(told);
}

/** Of each risk the higher of what two have said. */
export function worstOf(one: RisksFound, other: RisksFound): RisksFound {
  const worst = { ...one };
  for (const [risk, level] of Object.entries(other) as [Risk, RiskLevel][]) {
    const known = worst[risk];
    if (!known || riskLevels.indexOf(level) > riskLevels.indexOf(known)) worst[risk] = level;
  }
  return worst;
}
