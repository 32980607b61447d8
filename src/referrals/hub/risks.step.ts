import { riskLevels, risks } from "../../visits/index.ts";
import type { Step } from "../form-definition.ts";

const levels = { low: "Low", medium: "Medium", high: "High" } as const;

/** The initial health and safety risk assessment of a home visit: seven risks, each high, medium or low (O appendix 2). [D06] */
export const visitRisks: Step = {
  slug: "risks",
  title: "Risks of a home visit",
  why: "The officer who decides reads this. Whoever visits weighs the risks again before they go.",
  fields: Object.entries(risks).flatMap(([risk, text]): Step["fields"] => [
    {
      kind: "choice",
      name: `risk-${risk}`,
      asks: text,
      short: text,
      wanted: `Say if there is this risk: ${text.toLowerCase()}`,
      of: [
        { value: "none", text: "None known" },
        ...riskLevels.map((level) => ({ value: level, text: levels[level] })),
      ],
    },
    ...(risk === "other"
      ? [
          {
            kind: "words" as const,
            name: "otherRisk",
            asks: "Which other risk?",
            short: "The other risk",
            most: 200,
          },
        ]
      : []),
  ]),
};
