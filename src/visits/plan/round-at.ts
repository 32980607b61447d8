/** Where the round of a person on a day stands. */
export function roundAt(personId: number, on: Temporal.PlainDate | string): string {
  return `/visit-plan/round?of=${personId}&on=${on}`;
}
