/**
 * From which day a parent needs the authority's consent to withdraw a child whom it placed in a special school, or for whom
 * child protection enquiries or a plan stand (Children's Wellbeing and Schools Act 2026 s37, inserting EA 1996 s434A).
 * Royal Assent was on 29 April 2026; no day had been appointed when this was written. Set it when one is. [F08]
 */
export const consentFrom2026: Temporal.PlainDate | undefined = undefined;
