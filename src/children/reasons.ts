/**
 * Why a child is missing education: one maintained list, from the reasons that the procedures name (N2.2, N2.3, O2.5,
 * S) and those of the Department for Education's census. `census` is the census's own label, for the yearly return. [A08]
 */
export const reasons = {
  "left-destination-unknown": { text: "Left a school, destination not known", census: "Unknown" },
  "not-registered-at-five": {
    text: "Not registered at a school at five",
    census: "Did not apply for school place at compulsory school age",
  },
  "failed-transition": { text: "Did not start at the next school", census: "Waiting school start" },
  "mid-year-move": {
    text: "Moving school in the middle of a year",
    census: "School application awaiting outcome",
  },
  "awaiting-application": {
    text: "Waiting for the outcome of an application",
    census: "School application awaiting outcome",
  },
  "place-not-accepted": {
    text: "Offered a place and not taken it up",
    census: "Offered school place but not yet accepted",
  },
  "not-preferred-school": {
    text: "Did not get the school they asked for",
    census: "Did not get school preference",
  },
  "no-suitable-place": {
    text: "No suitable place can be found",
    census: "Difficulty accessing suitable school place",
  },
  "new-to-area": { text: "New to the area", census: "Moved in from another local authority" },
  "new-to-country": { text: "New to the country", census: "Moved in from another country" },
  "moved-within-country": {
    text: "Believed to have moved to another authority",
    census: "Believed to have moved to another local authority",
  },
  "moved-abroad": {
    text: "Believed to have moved abroad",
    census: "Believed to have moved to another country",
  },
  "excluded-formally": { text: "Excluded, new provision not started", census: "Other" },
  "excluded-informally": { text: "Sent home without a formal exclusion", census: "Other" },
  "off-rolled": { text: "Taken off a roll without a lawful ground", census: "Other" },
  withdrawn: { text: "Withdrawn by the parents", census: "Parental decision not to register at school" },
  "home-education-unsuitable": {
    text: "Home education found not suitable",
    census: "Unsuitable elective home education",
  },
  "home-education-unregistered": {
    text: "Said to be home educated, not registered",
    census: "Parental decision not to register at school",
  },
  "unhappy-with-school": { text: "Unhappy with the school", census: "School dissatisfaction general" },
  "unhappy-with-support": {
    text: "Unhappy with support for special needs",
    census: "School dissatisfaction SEND",
  },
  "mental-health": { text: "Mental health", census: "Mental health" },
  "physical-health": { text: "Physical health", census: "Physical health" },
  "family-breakdown": { text: "Family breakdown", census: "Other" },
  homelessness: { text: "Homeless or in temporary accommodation", census: "Other" },
  "long-absence": { text: "Long absence, or did not return from leave", census: "Other" },
  "school-closed": { text: "The school closed", census: "Other" },
  "contesting-order": {
    text: "Contesting a school attendance order",
    census: "Challenging school attendance order",
  },
  other: { text: "Another reason", census: "Other" },
  "not-known": { text: "Not known", census: "Unknown" },
} as const satisfies Record<string, { text: string; census: string }>;

export type Reason = keyof typeof reasons;

/** The reason as people say it; a word that is no longer on the list stands for itself. */
export function reasonInWords(reason: string): string {
  return reason in reasons ? reasons[reason as Reason].text : reason;
}
