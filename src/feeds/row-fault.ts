/** What is wrong with one field of a row, and what to do about it. */
export type RowFault = { field: string; fault: string; mend: string };

/** A fault in one line: "Row 17, DOB: '31/02/2015' is not a day. Write a real day, such as 2015-02-28." */
export function faultInWords(rowNumber: number, { field, fault, mend }: RowFault): string {
  return `Row ${rowNumber}, ${field}: ${fault} ${mend}`;
}

/** Why the record could not take a row that is clear in itself. */
export type Refusal =
  | "repeated"
  | "superseded"
  | "another-child"
  | "not-on-roll"
  | "another-authority"
  | "not-in-register";

/** A refusal as a fault of the field that the row is told from others by. */
export function faultOfRefusal(why: Refusal, field: string): RowFault {
  switch (why) {
    case "repeated":
      return {
        field,
        fault: "An earlier row of this file is about the same child and says something else.",
        mend: "Correct this field if it is another child, or set this row aside.",
      };
    case "superseded":
      return {
        field,
        fault: "A later file has said something else of this child since.",
        mend: "Set this row aside. Send a new file if what is held now is wrong.",
      };
    case "another-authority":
      return {
        field,
        fault: "This number belongs to a school of another authority.",
        mend: "Check the authority's code and the number.",
      };
    case "not-in-register":
      return {
        field,
        fault:
          "No school of the authority has this number in the national register, as far as that has come in.",
        mend: "Send the schools of the register first and then take this row in, or set it aside.",
      };
    case "not-on-roll":
      return {
        field,
        fault: "No roll of this school that has come in holds this pupil.",
        mend: "Send the school's roll first and then take this row in, or correct it.",
      };
    case "another-child":
      return {
        field,
        fault: "This UPN belongs to a child with another forename and another date of birth.",
        mend: "Check it with the school. Leave it empty if the right one is not known.",
      };
  }
}
