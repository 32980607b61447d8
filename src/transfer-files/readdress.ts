import { element, elementAt, elementsIn, type XmlElement } from "./element.ts";
import type { Part } from "./parts.ts";
import { versionsOn } from "./versions.ts";

/** Where a file is sent, and on which day it is written. */
export type Readdressing = { destination?: string | undefined; today: Temporal.PlainDate };

/**
 * The same parts as a file of the current version: Gender becomes Sex, and the header names the version, and the
 * destination where one is given. All else stays as it is. [F04] [F05]
 */
export function readdressed(part: Part, { destination, today }: Readdressing): Part {
  if (part.part === "header") return { ...part, element: headerFor(part.element, { destination, today }) };
  return part.part === "pupil" ? { ...part, element: withSex(part.element) } : part;
}

function headerFor(header: XmlElement, { destination, today }: Readdressing): XmlElement {
  return mapElements(header, (each) => {
    if (each.local === "CTFversion" || each.local === "CTFVersion")
      return {
        ...each,
        name: each.name.replace("CTFVersion", "CTFversion"),
        content: [versionsOn(today).current],
      };
    if (each.local === "DestSchool" && destination !== undefined) return school(each, destination);
    return each;
  });
}

/** The school's number is exchanged; the name and URN of the one before would be false. */
function school(before: XmlElement, destination: string): XmlElement {
  const number = [element("LEA", destination.slice(0, 3)), element("Estab", destination.slice(3))];
  const ofOneBefore = ["LEA", "Estab", "URN", "SchoolName"];
  return {
    ...before,
    content: [
      ...number.map((each) => ({ ...each, name: before.name.replace("DestSchool", each.name) })),
      ...elementsIn(before).filter(({ local }) => local === null || !ofOneBefore.includes(local)),
    ],
  };
}

function withSex(pupil: XmlElement): XmlElement {
  if (elementAt(pupil, "Sex")) return pupil;
  return mapElements(pupil, (each) =>
    each.local === "Gender" ? { ...each, local: "Sex", name: each.name.replace("Gender", "Sex") } : each,
  );
}

function mapElements(within: XmlElement, change: (each: XmlElement) => XmlElement): XmlElement {
  return {
    ...within,
    content: within.content.map((each) => (typeof each === "string" ? each : change(each))),
  };
}
