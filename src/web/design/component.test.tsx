import { readFileSync } from "node:fs";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { GovukFieldset, GovukInput, GovukRadios, GovukTable, GovukTextarea } from "./components.generated.ts";
import { componentsSource } from "./generate-components.ts";
import { MojTimeline } from "./moj.ts";

const inOneLine = (html: string) => html.replace(/\s+/g, " ").replace(/> </g, "><");

test("the generated components are those of the installed govuk-frontend", () => {
  const committed = readFileSync(new URL("components.generated.ts", import.meta.url), "utf8");
  expect(committed === componentsSource(), "run: node src/web/design/generate-components.ts").toBe(true);
});

test("a component is its template's HTML and nothing around it", () => {
  const html = renderToString(<GovukInput id="forename" name="forename" label={{ text: "Forename" }} />);
  expect(inOneLine(html).trim()).toBe(
    '<div class="govuk-form-group"><label class="govuk-label" for="forename"> Forename </label>' +
      '<input class="govuk-input" id="forename" name="forename" type="text"></div>',
  );
});

test("what people typed is always text, also where a template takes HTML", () => {
  const typed = `<script>alert("x")</script>`;
  const html = renderToString(
    <>
      <GovukInput name="a" label={{ text: typed }} hint={{ html: typed }} value={typed} />
      <GovukTable rows={[[{ text: typed }, { html: <b>{typed}</b> }]]} />
      <MojTimeline
        items={[{ label: { text: typed }, text: typed, datetime: { timestamp: "2026-03-03", type: "date" } }]}
      />
    </>,
  );
  expect(html).not.toContain("<script");
  expect(html.match(/&lt;script/g)).toHaveLength(7);
  expect(html).toContain("3 March 2026");
});

test("JSX inside a component keeps its context, and a text's own spaces and lines", () => {
  const Council = createContext("nobody");
  const Named = () => <b>{useContext(Council)}</b>;
  const html = renderToString(
    <Council.Provider value="Fernshire">
      <GovukFieldset legend={{ html: <Named /> }}>
        <GovukRadios
          name="found"
          items={[
            {
              value: "yes",
              text: "Yes",
              conditional: { html: <GovukTextarea name="t" label={{ text: "T" }} value={"one\n  two"} /> },
            },
            false,
            { divider: "or" },
            { value: "no", text: "No" },
          ]}
        />
      </GovukFieldset>
    </Council.Provider>,
  );
  expect(html).toContain("<b>Fernshire</b>");
  expect(html).toContain(">one\n  two</textarea>");
});
