/** What a person types for each list, `keepsight import rolls FILE`, rolls first: the others link to the children whom the rolls make. */
export const listWords = [
  "rolls",
  "health-list",
  "admissions-applications",
  "admissions-offers",
  "home-education",
  "police-missing",
  "other-authority-notices",
  "joiners-and-leavers",
  "exclusions",
  "alternative-provision",
  "independent-schools",
  "attendance",
  "establishments",
  "trusts",
] as const;
