import { postcodeFaultOf } from "../../children/index.ts";
import type { About, Answers, Field, Step } from "../form-definition.ts";

const home: readonly Field<About>[] = [
  {
    kind: "long-words",
    name: "address",
    asks: "Address where the child lives or lived",
    short: "Address",
    most: 500,
  },
  {
    kind: "words",
    name: "postcode",
    asks: "Postcode",
    short: "Postcode",
    most: 10,
    autocomplete: "postal-code",
  },
  {
    kind: "words",
    name: "carer",
    asks: "Name of the parent or carer",
    short: "Parent or carer",
    most: 200,
  },
  {
    kind: "words",
    name: "carerPhone",
    asks: "Their phone number",
    short: "Phone of parent or carer",
    most: 40,
    holds: "phone",
  },
];

const postcodeIsRight = ({ postcode }: Answers): Record<string, string> => {
  const fault = postcode ? postcodeFaultOf(String(postcode)) : undefined;
  return fault ? { postcode: fault } : {};
};

/** Where the child lives or lived, and with whom. [A01] */
export const whereabouts: Step<About> = {
  slug: "home",
  title: "Where does the child live, and with whom?",
  why: "An address that is not certain helps too.",
  fields: [
    ...home,
    {
      kind: "long-words",
      name: "newAddress",
      asks: "Address to which the family is said to have moved",
      short: "Address said to be the new one",
      most: 500,
    },
  ],
  check: postcodeIsRight,
};

/** Of a notice that a child has moved in: the new address is the one that must be given. [D09] */
export const movedIn: Step<About> = {
  slug: "home",
  title: "Where has the child moved to, and with whom?",
  why: "We check rolls and applications here, and ask the school you name to confirm.",
  fields: [
    {
      kind: "long-words",
      name: "newAddress",
      asks: "Address to which the child has moved",
      short: "New address",
      wanted: "Enter the new address, or as much of it as is known",
      most: 500,
    },
    {
      kind: "day",
      name: "movedOn",
      asks: "Since about which day",
      short: "Day of the move",
      upToToday: true,
    },
    {
      kind: "words",
      name: "newSchool",
      asks: "School that the child is said to go to now",
      short: "School said to be the new one",
      most: 200,
    },
    ...home.map((field) =>
      field.name === "address" ? { ...field, asks: "Address before", short: "Address before" } : field,
    ),
  ],
  check: postcodeIsRight,
};
