import { elsewhere } from "./authorities.ts";
import type { Chance } from "./chance.ts";
import { intakeTraces } from "./intakes.ts";
import {
  type Application,
  type CountyNow,
  daysMissing,
  ordinaryStart,
  type Pupil,
  type Schooling,
  schoolFor,
} from "./schooling.ts";

/**
 * A way in which a child comes to miss education, as often as authorities report it (England, autumn 2025). What can
 * befall only one or two year groups weighs more there.
 */
type Way = { why: string; weight: number; from: number; to: number; ground?: string; wholeFamily?: boolean };

const ways: readonly Way[] = [
  { why: "moved in from another authority", weight: 8, from: 0, to: 11, wholeFamily: true },
  { why: "moved in from abroad", weight: 4, from: 0, to: 11, wholeFamily: true },
  { why: "application awaiting outcome", weight: 13, from: 0, to: 11, ground: "G", wholeFamily: true },
  { why: "offered place not taken up", weight: 25, from: 0, to: 0 },
  { why: "offered place not taken up", weight: 25, from: 7, to: 7 },
  { why: "waiting for the start day", weight: 5, from: 1, to: 11, ground: "A" },
  { why: "application refused", weight: 3, from: 1, to: 11, ground: "G" },
  { why: "home education found unsuitable", weight: 9, from: 1, to: 11, ground: "F" },
  { why: "permanently excluded", weight: 3, from: 4, to: 11, ground: "O" },
  { why: "never registered at five", weight: 25, from: 0, to: 1, wholeFamily: true },
  { why: "believed to be in another authority", weight: 8, from: 0, to: 11, ground: "G", wholeFamily: true },
  { why: "believed to be abroad", weight: 10, from: 0, to: 11, ground: "H", wholeFamily: true },
  { why: "left without a destination", weight: 18, from: 0, to: 11, ground: "I", wholeFamily: true },
  { why: "home educated without notice", weight: 5, from: 1, to: 11, ground: "G", wholeFamily: true },
];

/** Share of the children of each year group, Reception to 11, who miss education: twice as many at 15 as at 6. */
export function shareMissing(yearGroup: number): number {
  const percent = [2, 7, 6, 6, 6, 6, 7, 11, 10, 11, 13, 12][yearGroup] ?? 0;
  return (0.0039 * 12 * percent) / 97;
}

/** Whether a brother or sister of a child who is missing for this reason mostly is too. */
export function takesSiblings(why: string): boolean {
  return ways.some((way) => way.why === why && way.wholeFamily);
}

/** The schooling of a child who is truly missing education, for the reason and since the day of its elder if it has one. */
export function missingSchooling(pupil: Pupil, now: CountyNow, chance: Chance, elder?: Schooling): Schooling {
  const { child, cohort, yearGroup } = pupil;
  const fitting = ways.filter((way) => way.from <= yearGroup && yearGroup <= way.to);
  const way = fitting.find((one) => one.why === elder?.why) ?? chance.weighed(fitting);
  const starts = ordinaryStart(cohort, yearGroup, now);
  const neverStarted = way.why === "offered place not taken up" || way.why === "never registered at five";
  const since = neverStarted
    ? now.firstDay(cohort + (yearGroup > 6 ? 12 : 5))
    : Math.max(starts + 10, elder?.since ?? now.today - daysMissing(chance));
  const schooling: Schooling = {
    state: "missing education",
    since: Math.min(since, now.today - 1),
    why: way.why,
    spells: [],
    applications: [],
    notices: [],
  };
  if (way.ground) {
    const { schools, catchment } = child.family;
    const left = { on: schooling.since ?? since, ground: way.ground, destination: "" };
    schooling.spells.push({ school: schoolFor(child, schools, catchment, yearGroup), starts, left });
  }
  addTraces(schooling, pupil, now, chance);
  return schooling;
}

/** What else the lists hold about the child, by the reason. */
function addTraces(schooling: Schooling, pupil: Pupil, now: CountyNow, chance: Chance): void {
  const { child, yearGroup } = pupil;
  const { schools, catchment } = child.family;
  const since = schooling.since ?? now.today;
  const apply = (status: Application["status"]) => {
    const school = schoolFor(child, schools, (catchment + 1) % schools.primaries.length, yearGroup);
    const madeOn = Math.min(now.today, since + chance.between(1, 20));
    const application = {
      round: "in-year" as const,
      schools,
      madeOn,
      preferences: [school],
      status,
      offers: [],
    };
    schooling.applications.push(application);
    return { ...application, school };
  };
  switch (schooling.why) {
    case "moved in from another authority": {
      const sentOn = Math.min(now.today, since + chance.between(1, 21));
      schooling.notices.push({ from: elsewhere.name, to: schools.authority.name, kind: "moved in", sentOn });
      if (chance.happens(0.4)) apply("being considered");
      break;
    }
    case "moved in from abroad":
      if (chance.happens(0.6)) apply("being considered");
      break;
    case "application awaiting outcome":
      apply(chance.happens(0.5) ? "being considered" : "waiting list");
      break;
    case "application refused":
      apply("refused");
      break;
    case "waiting for the start day": {
      const { school } = apply("offered");
      const starts = now.today + chance.between(1, 20);
      const on = Math.max(since, now.today - chance.between(2, 12));
      schooling.applications.at(-1)?.offers.push({ school, on, answer: "accepted", starts });
      break;
    }
    case "offered place not taken up": {
      const intake = intakeTraces(pupil, now, chance);
      const answer = chance.happens(0.6) ? "accepted" : "";
      intake.application.offers = intake.application.offers.map((offer) => ({ ...offer, answer }));
      schooling.applications.push(intake.application);
      if (intake.primary) schooling.spells.push(intake.primary);
      break;
    }
    case "home education found unsuitable":
      schooling.homeEducation = {
        notifiedOn: since - 60,
        previous: schooling.spells[0]?.school,
        status: "found unsuitable",
      };
      break;
  }
}
