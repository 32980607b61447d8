export { bankHolidaysOfEngland } from "./bank-holidays-england.ts";
export {
  type Calendar,
  CalendarTooShort,
  dayNumbered,
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
  countedDayBefore,
  countedDaysAfter,
  countedDaysBetween,
  daysLeftOut,
  lastDayToCountFrom,
  monthsAfter,
} from "./counting.ts";
export {
  dayInWords,
  dayNumberOf,
  dayOf,
  dayOfInWords,
  dueMomentOf,
  momentInWords,
  momentWithin,
  startOf,
  zone,
} from "./days.ts";
