import { schoolYearOf } from "./compulsory-school-age.ts";

/** Reception and Years 1 to 13, as schools write them. */
export const yearGroups = ["R", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"] as const;
export type YearGroup = (typeof yearGroups)[number];

/**
 * The year group that a child of this age is expected in on the day; undefined before Reception and after Year 13.
 * A school may teach a child in another one, so the roll's own year group stands beside it.
 */
export function yearGroupOn(dateOfBirth: Temporal.PlainDate, day: Temporal.PlainDate): YearGroup | undefined {
  return yearGroups[schoolYearOf(day) - schoolYearOf(dateOfBirth) - 5];
}
