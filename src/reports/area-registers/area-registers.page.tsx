import { dayOf } from "../../calendar/index.ts";
import {
  DenseTable,
  dayInWords,
  GovukTag,
  type Markup,
  MoreAt,
  numberInWords,
} from "../../web/design/index.ts";
import { SendRegularly } from "../schedules/send-regularly.tsx";
import type { AreaRegister } from "./area-registers.store.ts";

/** Every register that went to an area the viewer may see, the latest first. [H02] */
export function AreaRegistersPage({
  registers,
  moreAt,
}: {
  registers: readonly AreaRegister[];
  moreAt: string | undefined;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Registers of the areas</h1>
      <p class="govuk-body">
        On the day that the procedure sets, the program makes the register of each area and tells the area
        lead. Everybody in the area writes on it what they know of each child; it stands in the case at once.
      </p>
      <SendRegularly report="area-registers" />
      {registers.length === 0 ? (
        <p class="govuk-body">
          No register has been made yet. Where the procedure asks for one, the first comes on its day.
        </p>
      ) : (
        <DenseTable
          caption="As they were sent"
          columns={[
            { text: "Sent", unbroken: true },
            { text: "Area" },
            { text: "Children", numeric: true },
            { text: "Answered", numeric: true },
            { text: "State" },
          ]}
          rows={registers.map(({ id, area, madeAt, lines, answered }): Markup[] => [
            <a href={`/area-registers/${id}`}>
              {dayInWords(dayOf(madeAt))}
              <span class="govuk-visually-hidden">, {area ?? "no area"}</span>
            </a>,
            area ?? "No area yet",
            numberInWords(lines),
            numberInWords(answered),
            lines === answered ? (
              <GovukTag text="All answered" classes="govuk-tag--green" />
            ) : (
              <GovukTag text={`${numberInWords(lines - answered)} to answer`} classes="govuk-tag--yellow" />
            ),
          ])}
        />
      )}
      <MoreAt href={moreAt}>Earlier registers</MoreAt>
    </>
  );
}
