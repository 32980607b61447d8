import { tidyUpn, upnFaultOf } from "../../children/index.ts";
import type { About, Step } from "../form-definition.ts";

/** Who the child is, as far as the sender knows: every list is searched by it. [A01] [A02] */
export const child: Step<About> = {
  slug: "child",
  title: "Who is the child?",
  why: "We search every list of children by these answers. Leave empty what you do not know.",
  fields: [
    {
      kind: "words",
      name: "forename",
      asks: "First name",
      short: "First name",
      wanted: "Enter the child's first name, or 'not known'",
      most: 100,
    },
    {
      kind: "words",
      name: "surname",
      asks: "Surname",
      short: "Surname",
      wanted: "Enter the child's surname, or 'not known'",
      most: 100,
    },
    {
      kind: "words",
      name: "otherSurname",
      asks: "Other or former surname",
      short: "Other or former surname",
      most: 100,
    },
    { kind: "day", name: "born", asks: "Date of birth", short: "Date of birth", upToToday: true },
    {
      kind: "words",
      name: "age",
      asks: "About how old, if you do not know the date of birth",
      short: "Age, about",
      most: 40,
    },
    {
      kind: "choice",
      name: "sex",
      asks: "Sex",
      short: "Sex",
      of: [
        { value: "F", text: "Female" },
        { value: "M", text: "Male" },
      ],
    },
    {
      kind: "words",
      name: "school",
      asks: "School now, or the last one you know of",
      short: "School",
      most: 200,
    },
    { kind: "words", name: "upn", asks: "Unique pupil number", short: "UPN", most: 20 },
  ],
  check: ({ upn }) => {
    const fault = upn ? upnFaultOf(tidyUpn(String(upn))) : undefined;
    return fault ? { upn: fault } : {};
  },
};
