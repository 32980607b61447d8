import { nhsNumberFaultOf, tidyNhsNumber } from "../../children/index.ts";
import type { ListDefinition } from "../list-definition.ts";
import { authorityOf, listedChild } from "./listed-child.ts";

/** The community health list of children who live in the area. [A04] */
export const health: ListDefinition = {
  word: "health-list",
  expected: "yearly",
  list: "health",
  title: "Health list",
  required: ["Surname", "Forename", "DOB"],
  optional: ["NHSNumber", "Sex", "AddressLine1", "AddressLine2", "Town", "Postcode", "GPPractice"],
  keyField: "NHSNumber",
  read: (row) => {
    const number = tidyNhsNumber(row.text("NHSNumber"));
    if (number !== "" && nhsNumberFaultOf(number))
      row.refuse(
        "NHSNumber",
        "It is not a right NHS number.",
        "Check each of its 10 digits with the sender.",
      );
    return {
      ...listedChild(row, { authorityId: authorityOf(row) }),
      rowKey: number || null,
      other: row.others(["NHSNumber", "GPPractice"]),
    };
  },
};
