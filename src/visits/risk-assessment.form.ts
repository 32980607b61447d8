import { z } from "zod";
import { choices, type Typed } from "../web/design/index.ts";
import { type Risk, type RiskLevel, type RisksFound, riskLevels, risks, worstOf } from "./risk-assessment.ts";

const named = Object.keys(risks) as Risk[];
const level = z.enum(riskLevels).optional();

/** The name of the field that says how high a risk is. */
export function levelField(risk: Risk): `level-${Risk}` {
  return `level-${risk}`;
}

/** The seven risks as they are weighed on a phone: those that apply, each with its height, and the whole. [D06, E02] */
export const riskAssessmentForm = z
  .object({
    risks: choices(z.enum([...named, "none"])),
    "other-risk": z.string().max(500).default(""),
    overall: z.enum(riskLevels, { error: "Choose how risky the whole visit is" }),
    ...(Object.fromEntries(named.map((risk) => [levelField(risk), level])) as Record<
      `level-${Risk}`,
      typeof level
    >),
  })
  .transform((sent, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", message, path: [field] });
    const ticked = sent.risks.filter((risk) => risk !== "none");
    if (sent.risks.length === 0) refuse("risks", "Tick the risks that apply, or “None of these”");
    if (ticked.length > 0 && sent.risks.includes("none"))
      refuse("risks", "Tick either risks or “None of these”, not both");
    for (const risk of ticked) {
      if (!sent[levelField(risk)])
        refuse(levelField(risk), `Choose how high this risk is: ${risks[risk].toLowerCase()}`);
    }
    if (ticked.includes("other") && !sent["other-risk"]) refuse("other-risk", "Say what the other risk is");
    return {
      risks: Object.fromEntries(ticked.map((risk) => [risk, sent[levelField(risk)]])) as Partial<
        Record<Risk, RiskLevel>
      >,
      other: ticked.includes("other") ? sent["other-risk"] : "",
      overall: sent.overall,
    };
  });

/** The form with what the assessment before and the referral said, so that nobody forgets a dog. */
export function alreadyKnown(
  before: { risks: RisksFound; other: string } | undefined,
  told: { risks: RisksFound; other: string } | undefined,
): Typed {
  const known = worstOf(before?.risks ?? {}, told?.risks ?? {});
  const other = [before?.other, told?.other].filter(Boolean).join("; ");
  return {
    risks: Object.keys(known),
    ...(other && { "other-risk": other }),
    ...Object.fromEntries(
      (Object.entries(known) as [Risk, RiskLevel][]).map(([risk, level]) => [levelField(risk), level]),
    ),
  };
}
