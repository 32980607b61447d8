import * as ui from "../../src/web/design/index.ts";

const date = Temporal.PlainDate.from;
const at = Temporal.Instant.from("2026-03-03T09:12:00Z");

/** The surroundings of an invented council's pages. */
export function invented(nonce: string): ui.Frame {
  return {
    council: { name: "Fernshire County Council", colour: "#1d4b3f" },
    nonce,
    csrf: "token",
    at,
    navigation: [
      { text: "My work", href: "/work", current: true },
      { text: "Find a child", href: "/children" },
      { text: "Register", href: "/register" },
      { text: "Lists", href: "/lists" },
      { text: "Reports", href: "/reports" },
    ],
    signedInAs: { name: "Priya Shah", role: "CME officer" },
    searchAt: "/children",
    demonstration: true,
  };
}

const wanted = ui.errorsBeside({ forename: "Enter the child's forename", found: "Choose what was found" });

/** A form with every kind of field, refused. */
export function FormPage({ frame }: { readonly frame: ui.Frame }) {
  const typed = {
    surname: "O'Neill",
    "born-day": "27",
    "born-month": "",
    "born-year": "2016",
    needs: ["plan"],
  };
  const read = ui.readDateFields(typed, "born");
  const errors = ui.formErrors([
    ...wanted.list.map(({ text, href }) => ({ path: [String(href).slice(1)], message: text })),
    ...(read && "must" in read
      ? [{ path: ["born", ...read.of], message: `The date of birth must ${read.must}` }]
      : []),
  ]);
  const field = ui.fieldsOf(typed, errors);
  return (
    <ui.Page
      {...frame}
      title="Report a leaver"
      errors={errors}
      before={<ui.GovukBackLink href="/work" text="Back to My work" />}
    >
      <h1 class="govuk-heading-l">Report a leaver</h1>
      <ui.Form action="/form" csrf={frame.csrf} once="key" seen={3} draftAt="/draft">
        <ui.GovukInput
          {...field.text("forename")}
          label={{ text: "Forename" }}
          hint={{ text: "As on the roll" }}
        />
        <ui.GovukInput {...field.text("surname")} label={{ text: "Surname" }} />
        <ui.GovukDateInput
          {...field.day("born")}
          fieldset={{ legend: { text: "Date of birth" } }}
          hint={{ text: "For example, 27 3 2016" }}
        />
        <ui.GovukRadios
          {...field.choice("found")}
          fieldset={{ legend: { text: "What was found?" } }}
          items={[
            {
              value: "moved",
              text: "The family has moved",
              conditional: {
                html: (
                  <ui.GovukInput
                    {...field.text("whereto")}
                    label={{ text: "Where to, if the neighbours know" }}
                  />
                ),
              },
            },
            { value: "home", text: "The family is at home" },
            { divider: "or" },
            { value: "unknown", text: "Nobody answered" },
          ]}
        />
        <ui.GovukCheckboxes
          {...field.choices("needs")}
          fieldset={{ legend: { text: "What does the child need?" } }}
          items={[
            { value: "plan", text: "An education, health and care plan" },
            { value: "support", text: "Support at school" },
          ]}
        />
        <ui.GovukSelect
          {...field.text("school")}
          label={{ text: "School" }}
          items={[
            { value: "", text: "Choose a school" },
            { value: "1", text: "Ashfield Primary (invented)" },
          ]}
        />
        <ui.GovukTextarea {...field.text("notes")} label={{ text: "Notes" }} />
        <ui.GovukFileUpload {...field.text("letter")} label={{ text: "Letter" }} />
        <ui.GovukWarningText text="Do not put the child's details in an e-mail." iconFallbackText="Warning" />
        <ui.GovukButton text="Continue" preventDoubleClick={true} />
      </ui.Form>
    </ui.Page>
  );
}

const rows = (state: ui.WorkRow["state"], todo: string, why: string, href: string): ui.WorkRow => ({
  todo,
  href,
  child: "Rosa Example-O'Neill, 9 years old, year 5",
  reference: "EM-C-000123",
  recordAt: href,
  why,
  clause: "4.2",
  owedBy: "Sam Carter",
  missing: "5 weeks",
  state,
  asks: "The worker visits the last known address.",
  latest: ["1 March 2026: the school reported that she left", "2 March 2026: no list knows a new school"],
  button: state !== "held",
});

/** My work, with a row of each state. */
export function WorkPage({ frame }: { readonly frame: ui.Frame }) {
  return (
    <ui.Page {...frame} title="My work" wide>
      <h1 class="govuk-heading-l">My work</h1>
      <p class="govuk-body-l">
        <strong>2 overdue, 1 due today.</strong> 212 open cases, none without a next step.
      </p>
      <ui.WorkKeys />
      <h2 class="govuk-heading-m">Overdue</h2>
      <ui.WorkList
        rows={[
          rows(
            "very-late",
            "Visit the last known address",
            "12 school days late, due 13 February 2026",
            "/a",
          ),
          rows("late", "Record the database check", "3 school days late, due 26 February 2026", "/b"),
        ]}
      />
      <h2 class="govuk-heading-m">Today and later</h2>
      <ui.WorkList
        rows={[
          rows("today", "Ring the new school", "Today", "/c"),
          rows("soon", "Ask the health visitor", "In 2 working days, by 5 March 2026", "/d"),
          rows("held", "Nothing: held", "Held by the safeguarding lead", "/e"),
        ]}
      />
      <ui.GovukPagination next={{ href: "/work?after=e" }} />
    </ui.Page>
  );
}

/** The register on a past day. */
export function RegisterPage({ frame }: { readonly frame: ui.Frame }) {
  return (
    <ui.Page {...frame} title="Register" wide asAt={{ day: date("2026-01-15"), todayAt: "/register" }}>
      <h1 class="govuk-heading-l">Register</h1>
      <ui.Totals
        label="Cases by state"
        parts={[
          { text: "Opened", count: 41, href: "/register?state=opened", chosen: true },
          { text: "Enquiring", count: 1203, href: "/register?state=enquiring" },
          { text: "Located", count: 12, href: "/register?state=located" },
          { text: "Held", count: 2, href: "/register?state=held" },
        ]}
      />
      <ui.MojFilter
        heading={{ text: "Filter" }}
        submit={{ text: "Apply filters" }}
        selectedFilters={{
          heading: { text: "Chosen filters" },
          clearLink: { text: "Clear filters", href: "/register" },
          categories: [{ heading: { text: "Area" }, items: [{ href: "/register?x", text: "North" }] }],
        }}
        optionsHtml={<ui.GovukInput name="area" label={{ text: "Area" }} />}
      />
      <ui.Filters action="/register" chosen={[{ text: "North", without: "/register?reason=left" }]}>
        <ui.GovukSelect name="reason" label={{ text: "Reason" }} items={[{ text: "Any", value: "" }]} />
        <ui.GovukSelect name="school" label={{ text: "School" }} items={[{ text: "Any", value: "" }]} />
        <ui.GovukSelect
          name="length"
          label={{ text: "Missing for" }}
          items={[{ text: "Any time", value: "" }]}
        />
      </ui.Filters>
      <ui.DenseTable
        caption="3 cases"
        columns={[
          { text: "Reference", unbroken: true },
          { text: "Child" },
          { text: "Age and year" },
          { text: "Missing since", unbroken: true },
          { text: "Reason" },
          { text: "Area" },
          { text: "Next step and due" },
          { text: "Owner" },
        ]}
        rows={["KS-26-0412", "KS-26-0413", "KS-26-0414"].map((reference) => [
          <a href={`/cases/${reference}`}>{reference}</a>,
          "Rosa Example-O'Neill",
          "9, year 5",
          "3 Jan 2026",
          "Left, destination not known",
          "",
          "Visit the last known address, 3 school days late",
          "Sam Carter",
        ])}
      />
      <ui.TableFrame label="Schools">
        <ui.GovukTable
          caption="Schools"
          attributes={{ "data-module": "moj-sortable-table" }}
          head={["School", "Leavers"].map((text) => ({ text, attributes: { "aria-sort": "none" } }))}
          rows={[
            [{ text: "Ashfield Primary" }, { text: "12", format: "numeric" }],
            [{ text: "Beck Academy" }, { text: "3", format: "numeric" }],
          ]}
        />
      </ui.TableFrame>
    </ui.Page>
  );
}

/** A held case, with the rest of the components. */
export function CasePage({ frame }: { readonly frame: ui.Frame }) {
  return (
    <ui.Page
      {...frame}
      title="Case KS-26-0412"
      before={
        <ui.GovukBreadcrumbs items={[{ text: "Register", href: "/register" }, { text: "KS-26-0412" }]} />
      }
      held={
        <ui.HeldBanner
          mustNot="Do not contact the family or visit."
          by="Priya Shah, safeguarding lead"
          until={at}
        />
      }
    >
      <ui.MojAlert variant="success" title="Recorded" text="The visit is recorded." disableAutoFocus={true} />
      <h1 class="govuk-heading-l">Rosa Example-O'Neill</h1>
      <ul class="keepsight-line">
        <li>
          <ui.GovukTag text="Enquiring" classes="govuk-tag--blue" />
        </li>
        <li>Missing 5 weeks and 2 days</li>
        <li>Fernshire procedure</li>
        <li>Owned by Priya Shah</li>
      </ul>
      <ui.MojSubNavigation
        label="Parts of the case"
        items={[
          { text: "Case", href: "/case", active: true },
          { text: "Enquiries", href: "/case/enquiries" },
          { text: "Visits", href: "/case/visits" },
          { text: "Who looked", href: "/case/readings" },
        ]}
      />
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <section class="keepsight-next-step keepsight-next-step--late">
            <h2 class="govuk-heading-m">Next step: visit the last known address</h2>
            <p>3 school days late, due 26 February 2026. Sam Carter, hub worker. Pathway, day 5.</p>
            <ui.GovukButton text="Record the visit" href="/case/visit" />
          </section>
          <h2 class="govuk-heading-m">Chronology</h2>
          <ui.MojTimeline
            headingLevel={3}
            items={["Visit made", "Letter sent", "Case opened"].map((text, index) => ({
              label: { text },
              byline: { text: "Sam Carter" },
              datetime: { timestamp: `2026-03-0${3 - index}T09:12:00Z`, type: "datetime" },
              html: <p>Nobody answered the door. A card was left.</p>,
            }))}
          />
        </div>
        <div class="govuk-grid-column-one-third">
          <h2 class="govuk-heading-m">The child</h2>
          <ui.GovukSummaryList
            classes="govuk-summary-list--no-border"
            rows={[
              { key: { text: "Born" }, value: { text: "27 March 2016, 9 years old" } },
              {
                key: { text: "Address" },
                value: { html: <>Hidden here</> },
                actions: {
                  items: [{ href: "/case/address", text: "Ask to see", visuallyHiddenText: "the address" }],
                },
              },
            ]}
          />
          <ui.MojBadge text="Plan" classes="moj-badge--purple" />
        </div>
      </div>
      <h2 class="govuk-heading-m">Life</h2>
      <ui.LifeBand
        born={date("2016-03-27")}
        until={date("2032-06-25")}
        today={date("2026-03-03")}
        spans={[
          { from: date("2020-09-01"), to: date("2022-07-20"), state: "school" },
          { from: date("2022-09-01"), to: date("2023-07-20"), state: "home" },
          { from: date("2023-09-01"), to: date("2024-07-20"), state: "alternative" },
          { from: date("2024-09-01"), to: date("2025-12-19"), state: "awaiting" },
          { from: date("2025-12-20"), to: date("2026-03-03"), state: "unknown" },
        ]}
        events={[{ on: date("2025-12-19"), what: "left" }]}
      />
      <ui.GovukTabs
        title="Contents"
        items={[
          { id: "one", label: "Names", panel: { html: <h3 class="govuk-heading-s">Names</h3> } },
          { id: "two", label: "Carers", panel: { html: <h3 class="govuk-heading-s">Carers</h3> } },
        ]}
      />
      <ui.GovukDetails summaryText="Why we ask">So that nobody asks the family twice.</ui.GovukDetails>
      <ui.GovukInsetText>Seen by the health list last month.</ui.GovukInsetText>
      <ui.GovukNotificationBanner text="The school answered." />
      <ui.GovukPanel titleText="Reported" headingLevel={2} html={<>Your reference is KS-26-0412</>} />
      <ui.MojProgressBar
        label="Steps"
        items={[
          { label: { text: "Child" }, complete: true },
          { label: { text: "School" }, active: true },
          { label: { text: "Check" } },
        ]}
      />
      <ui.MojIdentityBar title={{ text: "Rosa Example-O'Neill" }} />
      <ui.MojPageHeaderActions
        heading={{ text: "Documents", level: 2, classes: "govuk-heading-m" }}
        items={[{ text: "Add a document", href: "/case/documents", classes: "govuk-button--secondary" }]}
      />
    </ui.Page>
  );
}
