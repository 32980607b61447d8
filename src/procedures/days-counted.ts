import {
  type Calendar,
  type Calendars,
  lastDaysOfTermsOf,
  type Place,
  schoolDaysOf,
  workingDaysOf,
} from "../calendar/index.ts";

/** The calendars of one place, each looked up when something is first counted by it. Throws NoTermDates. */
export class DaysCounted {
  readonly working: Calendar;
  readonly #calendars: Calendars;
  readonly #place: Place;
  #school: ReturnType<typeof schoolDaysOf> | undefined;
  #terms: ReturnType<typeof lastDaysOfTermsOf> | undefined;

  constructor(calendars: Calendars, place: Place) {
    this.working = workingDaysOf(calendars);
    this.#calendars = calendars;
    this.#place = place;
  }

  get school(): ReturnType<typeof schoolDaysOf> {
    this.#school ??= schoolDaysOf(this.#calendars, this.#place);
    return this.#school;
  }

  get terms(): ReturnType<typeof lastDaysOfTermsOf> {
    this.#terms ??= lastDaysOfTermsOf(this.#calendars, this.#place);
    return this.#terms;
  }
}
