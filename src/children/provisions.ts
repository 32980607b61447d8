/** The ways in which a child can be educated, dated on the record, with the words for each. [A03] */
export const provisionKinds = {
  "on-roll": "On a school's roll",
  "dual-registered": "On the rolls of two schools",
  "alternative-provision": "Alternative provision",
  "awaiting-provision": "Waiting for provision",
  "home-education": "Elective home education",
  independent: "Independent school",
  "awaiting-school-place": "Waiting for a school place",
  abroad: "Abroad",
  unknown: "Not known",
} as const;

export type ProvisionKind = keyof typeof provisionKinds;
