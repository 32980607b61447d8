/** Why parents educate a child at home, by the labels of the department's collection and in its order (domain notes, section 6.2). */
export const homeEducationReasons = {
  "mental-health": "Mental health",
  "physical-health": "Physical health",
  covid: "Health concerns related to COVID19",
  "school-general": "School dissatisfaction general",
  "school-send": "School dissatisfaction SEND",
  "school-bullying": "School dissatisfaction bullying",
  lifestyle: "Lifestyle",
  philosophical: "Philosophical or preferential",
  religious: "Religious",
  "risk-of-exclusion": "Risk of school exclusion",
  excluded: "Permanent exclusion",
  "not-preferred": "Did not get school preference",
  "no-suitable-place": "Difficulty accessing suitable school place",
  "place-not-accepted": "Offered school place but not yet accepted",
  "did-not-apply": "Did not apply for school place at compulsory school age",
  "school-suggested": "School suggestion",
  other: "Other",
  "not-given": "No reason given",
} as const;
export type HomeEducationReason = keyof typeof homeEducationReasons;
