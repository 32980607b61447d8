import { dayOf } from "../../calendar/index.ts";
import { whenDue } from "../../cases/index.ts";
import { draftAt } from "../../drafts/draft.ts";
import {
  counted,
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukNotificationBanner,
  GovukTextarea,
  lengthInWords,
  MoreAt,
  momentInWords,
  numberInWords,
  shortDay,
  Totals,
  type Typed,
} from "../../web/design/index.ts";
import { nothingOf, wordsOf } from "./area-registers.form.ts";
import type { AreaRegister, RegisterLine } from "./area-registers.store.ts";

export type AreaRegisterShown = {
  register: AreaRegister;
  lines: readonly RegisterLine[];
  /** Those who lead the area, and when they were told and reminded. */
  leads: readonly string[];
  told: readonly { words: string; at: Temporal.Instant }[];
  dueAt: Temporal.Instant | undefined;
  now: Temporal.Instant;
  waitingOnly: boolean;
  moreAt: string | undefined;
  mayWrite: boolean;
  written: number | undefined;
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** One area's register as it was sent, on which everybody in the area writes what they know, line by line and many at once. [H02] */
export function AreaRegisterPage(shown: AreaRegisterShown) {
  const { register, lines, waitingOnly, moreAt, mayWrite, written, csrf } = shown;
  const at = `/area-registers/${register.id}`;
  return (
    <>
      {written !== undefined && (
        <GovukNotificationBanner
          type="success"
          html={
            <p class="govuk-notification-banner__heading">
              {counted(written, "line is", "lines are")} answered, and what you wrote stands in{" "}
              {written === 1 ? "its case" : "their cases"}.
            </p>
          }
        />
      )}
      <span class="govuk-caption-l">{dayInWords(dayOf(register.madeAt))}</span>
      <h1 class="govuk-heading-l">{`Register of ${register.area ?? "no area yet"}`}</h1>
      <p class="govuk-body-l">{inOneSentence(shown)}</p>
      <Totals
        label="Lines by answer"
        parts={[
          { text: "Children", count: register.lines, href: at, chosen: !waitingOnly },
          {
            text: "To answer",
            count: register.lines - register.answered,
            href: `${at}?waiting=yes`,
            chosen: waitingOnly,
          },
        ]}
      />
      <WhoAnswers {...shown} />
      {lines.length === 0 ? (
        <p class="govuk-body">
          {waitingOnly ? "Something was said of every child." : "No case of this area was open."}
        </p>
      ) : (
        <Form
          action={`${at}${waitingOnly ? "?waiting=yes" : ""}`}
          csrf={csrf}
          draftAt={mayWrite ? draftAt("area-register", String(register.id)) : undefined}
        >
          <ol class="keepsight-register-lines" id="news">
            {lines.map((line) => (
              <Line line={line} {...shown} />
            ))}
          </ol>
          {mayWrite && <GovukButton text="Record what we know" />}
        </Form>
      )}
      <MoreAt href={moreAt}>More children</MoreAt>
      <p class="govuk-body">
        <a class="govuk-link" href={`${at}.csv`} download>
          Take this register as a CSV file
        </a>{" "}
        as it was sent, with what the area said since.
      </p>
    </>
  );
}

function inOneSentence({ register: { lines, answered }, dueAt, now }: AreaRegisterShown): string {
  const waiting = lines - answered;
  if (lines === 0) return "No child stood on it.";
  if (waiting === 0) return `${counted(lines, "child", "children")}, and something was said of each.`;
  const due = dueAt ? `; the area's news is due ${whenDue(dueAt, now)}, ${shortDay(dayOf(dueAt))}` : "";
  return `${counted(lines, "child", "children")}, ${numberInWords(waiting)} still to answer${due}.`;
}

function WhoAnswers({ register, leads, told }: AreaRegisterShown) {
  const waiting = register.lines - register.answered;
  const who =
    register.area === null
      ? "These cases have no area yet: the CME officer answers for them."
      : leads.length === 0
        ? "Nobody leads this area, so nobody was told. Ask whoever keeps the posts to name an area lead."
        : `${leads.join(", ")} ${leads.length === 1 ? "leads" : "lead"} the area${waiting > 0 ? " and has lines to answer, with everybody who works there" : ""}.`;
  return (
    <p class="govuk-body">
      {who} {told.map(({ words, at }) => `${words} ${momentInWords(at)}.`).join(" ")}
    </p>
  );
}

function Line({ line, typed, errors, mayWrite, register }: AreaRegisterShown & { line: RegisterLine }) {
  const { told, news } = line;
  const field = fieldsOf(typed, errors);
  const name = `${told.forename} ${told.surname}`.trim();
  const made = dayOf(register.madeAt);
  const missing = told.missingSince
    ? `missing for ${lengthInWords(Temporal.PlainDate.from(told.missingSince), made)}`
    : "not known since when";
  return (
    <li class="keepsight-register-line">
      <div>
        <h2 class="govuk-heading-s govuk-!-margin-bottom-1">
          {name}{" "}
          <a class="keepsight-no-break" href={`/cases/${told.reference}`}>
            {told.reference}
          </a>
        </h2>
        <p class="govuk-body-s">
          {[
            told.dateOfBirth && `Born ${shortDay(Temporal.PlainDate.from(told.dateOfBirth))}`,
            told.school ?? "No school",
            told.reason,
            missing,
            told.owner ? `owner ${told.owner}` : "owned by nobody",
          ]
            .filter(Boolean)
            .join(", ")}
          .
        </p>
        <Part title="Known" parts={told.known} none="Nothing is on record." />
        <Part title="Owed" parts={told.owed} none="Nothing." />
        <Part title="Asked" parts={told.asked} none="No question waits for an answer." />
      </div>
      <div>
        {news.map(({ words, madeAt, by }) => (
          <div class="govuk-inset-text govuk-!-margin-top-0 govuk-!-margin-bottom-2">
            <span class="keepsight-typed">{words || "Nothing new."}</span>
            <br />
            <span class="govuk-hint">
              {by}, {momentInWords(Temporal.Instant.from(madeAt))}
            </span>
          </div>
        ))}
        {mayWrite && (
          <>
            <GovukTextarea
              {...field.text(wordsOf(line.id))}
              rows="3"
              label={{
                html: (
                  <>
                    {news.length > 0 ? "More news" : "What do you know?"}
                    <span class="govuk-visually-hidden"> of {name}</span>
                  </>
                ),
                classes: "govuk-label--s",
              }}
              formGroup={{ classes: "govuk-!-margin-bottom-2" }}
            />
            {news.length === 0 && (
              <GovukCheckboxes
                {...field.choices(nothingOf(line.id))}
                classes="govuk-checkboxes--small"
                items={[
                  {
                    value: "yes",
                    html: (
                      <>
                        Nothing new<span class="govuk-visually-hidden"> of {name}</span>
                      </>
                    ),
                  },
                ]}
              />
            )}
          </>
        )}
      </div>
    </li>
  );
}

function Part({ title, parts, none }: { title: string; parts: readonly string[]; none: string }) {
  return (
    <div class="govuk-body-s govuk-!-margin-bottom-1">
      <strong>{title}</strong>
      {parts.length === 0 ? (
        `: ${none}`
      ) : (
        <ul class="govuk-list govuk-list--bullet govuk-!-font-size-16 govuk-!-margin-bottom-1">
          {parts.map((part) => (
            <li>{part}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
