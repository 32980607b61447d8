import { type Basic, type ChildRecord, missingBasicsOf } from "../../children/index.ts";
import type { Step } from "../form-definition.ts";

const lacks = (basic: Basic) => (child: ChildRecord) =>
  missingBasicsOf({ ...child, gp: child.particulars.find(({ gp }) => gp)?.gp ?? null }).includes(basic);
const lacksParticular = (name: "ethnicity" | "firstLanguage") => (child: ChildRecord) =>
  !child.particulars.some((told) => told[name]);

/** What the record of the pupil lacks, and who else may know more. [D01] [A01] */
export const pupil: Step = {
  slug: "pupil",
  title: "About the pupil",
  why: "We ask only for what your roll does not tell us. Leave empty what you do not know.",
  fields: [
    {
      kind: "long-words",
      name: "address",
      sameForSiblings: true,
      asks: "Last known address",
      short: "Last known address",
      most: 500,
      ifRecord: lacks("address"),
    },
    {
      kind: "words",
      name: "carer",
      sameForSiblings: true,
      asks: "Name of the parent or carer",
      short: "Parent or carer",
      most: 200,
      ifRecord: lacks("carer"),
    },
    {
      kind: "words",
      name: "carerPhone",
      sameForSiblings: true,
      asks: "Their phone number",
      short: "Phone of parent or carer",
      most: 40,
      holds: "phone",
      ifRecord: lacks("carer"),
    },
    { kind: "words", name: "gp", asks: "GP or surgery", short: "GP", most: 200, ifRecord: lacks("gp") },
    {
      kind: "words",
      name: "ethnicity",
      asks: "Ethnicity",
      short: "Ethnicity",
      most: 100,
      ifRecord: lacksParticular("ethnicity"),
    },
    {
      kind: "words",
      name: "firstLanguage",
      asks: "First language",
      short: "First language",
      most: 100,
      ifRecord: lacksParticular("firstLanguage"),
    },
    {
      kind: "long-words",
      name: "others",
      sameForSiblings: true,
      asks: "Brothers, sisters, relatives or friends who may know more",
      short: "Others who may know more",
      most: 1000,
    },
  ],
};
