/** The roles of people who use the system: the only words for who owes an act or may see a record. [G04] */
export const roles = [
  "school-attendance-officer",
  "pru-attendance-officer",
  "area-attendance-officer",
  "area-manager",
  "hub-worker",
  "hub-lead",
  "cme-officer",
  "area-lead",
  "admissions-officer",
  "ehe-officer",
  "exclusions-officer",
  "social-worker",
  "police",
  "health",
  "housing",
  "youth-offending",
  "post-16",
  "other-authority",
  "safeguarding-lead",
  "named-officer",
  "auditor",
  "data-officer",
] as const;

export type Role = (typeof roles)[number];
