export const x: Temporal.PlainDate = Temporal.PlainDate.from("2026-01-01");
