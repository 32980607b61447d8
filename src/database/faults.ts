/** The database cannot be used; the message is one line and says the mend. */
export class UnusableDatabase extends Error {}

/** There is no such record, or none that this person may know of. */
export class NotFound extends Error {}

/** The person holds no role that allows the act. */
export class NotAllowed extends Error {
  readonly act: string;
  constructor(act: string) {
    super(`Not allowed: ${act}`);
    this.act = act;
  }
}

/** The same form with the same words has been recorded; `at` is where it can be read, unless the form's address tells. */
export class RecordedAlready extends Error {
  readonly at: string | undefined;
  constructor(at?: string) {
    super("Recorded already");
    this.at = at;
  }
}

/** Somebody else recorded something on the case since the page was shown. */
export class ChangedBySomeoneElse extends Error {
  readonly caseId: number;
  readonly seen: number;
  constructor(caseId: number, seen: number) {
    super("Changed by someone else");
    this.caseId = caseId;
    this.seen = seen;
  }
}
