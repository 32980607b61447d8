export { bankHolidaysOfEngland } from "./bank-holidays-england.ts";
export {
  type Calendar,
  CalendarTooShort,
  type TermSpan,
  type Terms,
} from "./calendar.ts";
export {
  type Calendars,
  lastDayOfTermAfter,
  lastDaysOfTermsOf,
  NoTermDates,
  type Place,
  schoolDaysAfter,
  schoolDaysOf,
  workingDaysAfter,
  workingDaysOf,
} from "./calendars.ts";
export {
  countedDaysAfter,
  countedDaysBetween,
  countedNumberAfter,
  countedNumberBefore,
  daysLeftOut,
  lastDayToCountFrom,
  monthsAfter,
} from "./counting.ts";
export {
  type Day,
  dayAt,
  dayInWords,
  dayNumbered,
  dayOf,
  dayWith,
  dueMomentOf,
  momentInWords,
  momentWithin,
  numberOf,
  startOf,
  zone,
} from "./days.ts";
