import type { Chance } from "./chance.ts";
import type { DayNumber } from "./county-days.ts";
import type { InventedChild } from "./families.ts";
import type { AuthoritySchools, InventedSchool } from "./schools.ts";

/** A stretch on one school's roll. The ground is the letter of regulation 9(1) that the school gave for removal. */
export type RollSpell = {
  school: InventedSchool;
  starts: DayNumber;
  left?: { on: DayNumber; ground: string; destination: string };
  /** The address that this school knows is the one before the move. */
  oldAddress?: boolean;
  /** The pupil is on the roll but has not been seen since. */
  absentSince?: DayNumber;
  /** Names as this school typed them, with no other mistake in the row, and whether it knows the UPN. */
  typed?: { forename: string; surname: string; knowsUpn: boolean };
};

export type Application = {
  round: "reception" | "year-7" | "in-year";
  schools: AuthoritySchools;
  madeOn: DayNumber;
  preferences: InventedSchool[];
  status: "offered" | "being considered" | "waiting list" | "refused";
  /** Names as the parents wrote them, with no other mistake in the row and no UPN. */
  typed?: { forename: string; surname: string };
  offers: {
    school: InventedSchool;
    on: DayNumber;
    answer: "accepted" | "declined" | "";
    starts: DayNumber;
  }[];
};

type HomeEducation = {
  notifiedOn: DayNumber;
  previous: InventedSchool | undefined;
  status: "suitable" | "not yet seen" | "being looked into" | "found unsuitable";
};

/** A message between authorities about a child who has moved. */
type Notice = { from: string; to: string; kind: "moved in" | "moved away"; sentOn: DayNumber };

/** How a child is educated, as it truly is, and the traces that this leaves on the lists. */
export type Schooling = {
  state: "at school" | "educated at home" | "missing education" | "left the area" | "not yet at school";
  /** For a child who is missing education or has left: since when, and why. */
  since?: DayNumber;
  why: string;
  spells: RollSpell[];
  applications: Application[];
  homeEducation?: HomeEducation;
  notices: Notice[];
};

/** A child of the county, the school year it was born in and its year group: 0 for Reception, -1 for the year below. */
export type Pupil = { child: InventedChild; cohort: number; yearGroup: number };

/** What the rules of schooling look up: the day, the school year that it lies in and when each year began and ended. */
export type CountyNow = {
  today: DayNumber;
  /** The year in which the school year began. */
  year: number;
  authorities: readonly AuthoritySchools[];
  /** First and last days of the school year that begins in a year, for pupils. */
  firstDay(year: number): DayNumber;
  lastDay(year: number): DayNumber;
};

/** 0 for Reception to 11, -1 for the year below, on the county's day. */
export function yearGroupNumber(cohort: number, now: CountyNow): number {
  return now.year - cohort - 5;
}

/** The school that takes a child of this year group in a catchment. A tenth of families choose the school next door. */
export function schoolFor(
  child: InventedChild,
  schools: AuthoritySchools,
  catchment: number,
  yearGroup: number,
): InventedSchool {
  const nextDoor = child.family.id % 10 === 0 ? 1 : 0;
  const primary = (catchment + nextDoor) % schools.primaries.length;
  const turn = (list: readonly InventedSchool[]) => list[child.family.id % list.length];
  const special = child.sen === "E" && child.id % 3 === 0 ? turn(schools.special) : undefined;
  const independent = child.family.independent ? turn(schools.independents) : undefined;
  const unit = yearGroup > 6 && child.id % 250 === 7 ? turn(schools.prus) : undefined;
  const ordinary = yearGroup > 6 ? schools.secondaryFor(primary) : schools.primaries[primary];
  const school = special ?? independent ?? unit ?? ordinary;
  if (!school) throw new RangeError("An authority has at least one school of each kind");
  return school;
}

/** The first day of a child's present school, had nothing out of the ordinary happened. */
export function ordinaryStart(cohort: number, yearGroup: number, now: CountyNow): DayNumber {
  return now.firstDay(cohort + (yearGroup > 6 ? 12 : 5));
}

/** How many days a child has been missing: as long as children missing education have been so, England, autumn 2025. */
export function daysMissing(chance: Chance): number {
  const band = chance.weighed(bands);
  return chance.between(band.from, band.to);
}

const bands = [
  { weight: 14, from: 1, to: 13 },
  { weight: 17, from: 14, to: 27 },
  { weight: 10, from: 28, to: 55 },
  { weight: 9, from: 56, to: 83 },
  { weight: 14, from: 84, to: 181 },
  { weight: 12, from: 182, to: 363 },
  { weight: 16, from: 364, to: 900 },
];
