import { dayInWords } from "../calendar/index.ts";
import { DenseTable, GovukInsetText, htmlOf, styleSheet } from "../web/design/index.ts";
import { Assumptions } from "./assumptions.tsx";
import { calledIn, number, placeIn } from "./called.ts";
import { closingOf } from "./cases-closed.tsx";
import { differenceInWords, differencesOf } from "./difference.ts";
import { latenessOf, obligationsLate, rolesLate } from "./lateness.tsx";
import { pageStyle } from "./page-style.ts";
import type { Simulated } from "./simulation.ts";
import { hoursWorthAChart, rolesIn, workOfRole } from "./work-of-role.tsx";

/** One page that holds everything it needs: charts as SVG, a table beside each, and what they rest on. */
export async function simulationPage(simulated: Simulated): Promise<string> {
  const { numbers, from, to } = simulated;
  const roles = await Promise.all(rolesIn(numbers).map((role) => workOfRole(numbers, role)));
  const closing = await closingOf(numbers);
  const lateByRole = await latenessOf(numbers, "role", rolesLate);
  const lateByObligation = await latenessOf(numbers, "obligation", obligationsLate);
  const called = calledIn(numbers);
  const title =
    numbers.length > 1 ? "Two procedures on an invented county" : "A procedure on an invented county";
  return htmlOf(
    <html lang="en-GB" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} – Keepsight`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <style
          dangerouslySetInnerHTML={{
            __html: `:root{--keepsight-council:#0b0c0c;--keepsight-on-council:#ffffff}${styleSheet()}${pageStyle}`,
          }}
        />
      </head>
      <body class="govuk-template__body">
        <header class="keepsight-header">
          <div class="govuk-width-container keepsight-header__row">
            <span class="keepsight-header__council">Keepsight</span>
          </div>
        </header>
        <div class="govuk-width-container">
          <main class="govuk-main-wrapper" id="main-content">
            <h1 class="govuk-heading-l">{title}</h1>
            {numbers.map((each) => (
              <p class="govuk-body-l" key={each.file}>
                {numbers.length > 1 && `${placeIn(numbers, each)}: `}
                {called(each)}
              </p>
            ))}
            <p class="govuk-body">
              From {dayInWords(Temporal.PlainDate.from(from))} to {dayInWords(Temporal.PlainDate.from(to))}.
            </p>
            <GovukInsetText>
              <p>
                <strong>The county is invented, and so is its chance.</strong> Nobody in it exists. This page
                compares procedures and numbers of people on the same children; it is not a forecast of any
                council's work.
              </p>
            </GovukInsetText>
            <WhatCame simulated={simulated} />
            <section class="simulated-section">
              <h2 class="govuk-heading-m">Work by role and week</h2>
              <p class="govuk-body">
                Each week begins on a Monday. Roles that have no limit, and never {hoursWorthAChart} hours in
                a week, are in the table above alone.
              </p>
              {roles}
            </section>
            <section class="simulated-section">
              <h2 class="govuk-heading-m">Days to close</h2>
              {closing}
            </section>
            <section class="simulated-section">
              <h2 class="govuk-heading-m">Deadlines missed by role</h2>
              {lateByRole}
            </section>
            <section class="simulated-section">
              <h2 class="govuk-heading-m">Deadlines missed by obligation</h2>
              {lateByObligation}
            </section>
            <Assumptions simulated={simulated} />
          </main>
        </div>
      </body>
    </html>,
  );
}

function WhatCame({ simulated: { numbers, children, lookedFor } }: { simulated: Simulated }) {
  const [first, second] = numbers;
  if (!first) return null;
  const differences = differencesOf(first, second ?? first);
  const columns = [
    { text: "Measure" },
    { text: second ? "First" : "Number", numeric: true },
    ...(second ? [{ text: "Second", numeric: true }, { text: "Second beside the first" }] : []),
  ];
  return (
    <>
      <p class="govuk-body">
        Of {children} invented children, {lookedFor} had to be looked for in this time.
      </p>
      <DenseTable
        caption={second ? "What came of it, and the differences" : "What came of it"}
        columns={columns}
        rows={differences.map((each) => [
          each.measure,
          number(each.first),
          ...(second ? [number(each.second), differenceInWords(each)] : []),
        ])}
      />
    </>
  );
}
