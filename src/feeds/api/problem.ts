/** What an interface answers that refuses: what is wrong, and the mend (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;

  /** `mend` says in a sentence what the sender is to do. */
  constructor(status: number, title: string, mend: string) {
    super(mend);
    this.status = status;
    this.title = title;
  }
}
