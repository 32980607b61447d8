/** The day that an invented county is seen on unless another is asked for. */
export const countyDay = Temporal.PlainDate.from("2026-11-23");

/** The fewest children that hold the stories of the demonstration. */
export const fewestChildren = 100;
