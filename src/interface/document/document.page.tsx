import { DenseTable } from "../../web/design/index.ts";
import type { JsonSchema } from "../operations/operation.ts";
import { triable } from "../tries/try-operation.ts";
import { type Described, openApi } from "./open-api.ts";

type Shown = { path: string; method: string; described: Described };

function described(): Shown[] {
  return Object.entries(openApi().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]) => ({ path, method, described: each })),
  );
}

/** The operation of this name. */
export function operationNamed(name: string): Shown | undefined {
  return described().find((each) => each.described.operationId === name);
}

/** The interface as its document describes it: every operation with what it asks and answers. */
export function DocumentPage() {
  const { info } = openApi();
  const all = described();
  const groups = Map.groupBy(all, ({ described }) => described.tags[0] ?? "");
  return (
    <>
      <h1 class="govuk-heading-l">The interface for other systems</h1>
      <p>{info.description}</p>
      <p>
        The same in OpenAPI 3.1, for programs: <a href="/api/v1/openapi.json">openapi.json</a>.
      </p>
      <h2 class="govuk-heading-m">Getting in</h2>
      <ol class="govuk-list govuk-list--number">
        <li>A data officer registers your system on the page Systems and gives you its key and secret.</li>
        <li>A second person lets it in.</li>
        <li>
          Ask for a token, which is good for 15 minutes:
          <Sample text={"curl -u KEY:SECRET -d grant_type=client_credentials\n  https://.../api/v1/token"} />
        </li>
        <li>
          Send the token with each call:
          <Sample text={'curl -H "Authorization: Bearer TOKEN"\n  https://.../api/v1/cases'} />
        </li>
      </ol>
      <h2 class="govuk-heading-m">What holds for all of it</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>A list comes in pages: follow the header Link, or send its cursor next as after.</li>
        <li>
          A read carries an ETag. Send it back as If-None-Match, and what has not changed is not sent again.
        </li>
        <li>
          A write carries an Idempotency-Key of your own choice. The same again gets the first answer and does
          nothing.
        </li>
        <li>
          A write on a case carries the case's ETag as If-Match. Where somebody recorded something meanwhile
          it is refused with 412.
        </li>
        <li>A refusal is application/problem+json: what is wrong, what to do, and each field to mend.</li>
        <li>Too many calls get 429 with Retry-After in seconds.</li>
      </ul>
      {[...groups].map(([group, operations]) => (
        <section key={group}>
          <h2 class="govuk-heading-m">{group}</h2>
          <ul class="govuk-list">
            {operations.map(({ path, method, described: { operationId, summary } }) => (
              <li key={operationId}>
                <a href={`/interface/${operationId}`}>{summary}</a>
                <br />
                <code class="govuk-!-text-break-word">
                  {method.toUpperCase()} {path}
                </code>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <h2 class="govuk-heading-m">Being told of changes</h2>
      <p>
        A delivery is a POST with the JSON of one change: a reference and a link, never a name. It carries
        webhook-id, webhook-timestamp and webhook-signature as Standard Webhooks has them: HMAC-SHA-256 over
        id, timestamp and body, apart by dots. Check the signature, and that the timestamp is of the last five
        minutes. Answer 2xx within 10 seconds; else it comes again after growing pauses for about eight hours.
        After that the address is stopped until somebody lets it go on; use the list of changes to catch up.
      </p>
    </>
  );
}

function Sample({ text }: { readonly text: string }) {
  return (
    <pre class="govuk-!-text-break-word keepsight-sample">
      <code>{text}</code>
    </pre>
  );
}

/** One operation: what it asks, what it answers, and when. */
export function OperationPage({
  path,
  method,
  described: operation,
  mayTry,
}: Shown & { readonly mayTry: boolean }) {
  const { summary, description, parameters, requestBody, responses, security } = operation;
  const [content, body] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const scopes = security.flatMap((each) => Object.values(each).flat());
  const answered = Object.entries(responses).find(([status]) => status.startsWith("2"))?.[1];
  const answer = Object.values(answered?.content ?? {})[0]?.schema;
  return (
    <>
      <h1 class="govuk-heading-l">{summary}</h1>
      <Sample text={`${method.toUpperCase()} ${path}`} />
      {scopes.length > 0 && <p>Scope: {scopes.join(", ")}.</p>}
      {description && <p>{description}</p>}
      {mayTry && triable.some(({ name }) => name === operation.operationId) && (
        <p>
          <a href={`/interface-tries?operation=${operation.operationId}`}>Try it with your own roles</a>
        </p>
      )}
      {parameters.length > 0 && (
        <DenseTable
          caption="Parameters"
          columns={[{ text: "Name" }, { text: "In" }, { text: "What it is" }]}
          rows={parameters.map((each) => [
            each.required ? each.name : `${each.name} (optional)`,
            each.in,
            [typeInWords(each.schema), each.description ?? each.schema["description"]]
              .filter(Boolean)
              .join(". "),
          ])}
        />
      )}
      {body && (
        <>
          <h2 class="govuk-heading-m">Body, {content}</h2>
          <p>What ends in a question mark may be left out.</p>
          <Sample text={bodyInWords(body.schema)} />
        </>
      )}
      {answer && (
        <>
          <h2 class="govuk-heading-m">Answer</h2>
          <p>{answered?.description}.</p>
          <Sample text={fieldsInWords(answer, "")} />
        </>
      )}
      <DenseTable
        caption="Statuses"
        columns={[{ text: "Status" }, { text: "When" }]}
        rows={Object.entries(responses).map(([status, each]) => [status, each.description])}
      />
    </>
  );
}

function bodyInWords(schema: JsonSchema): string {
  const kinds = schema["oneOf"] as JsonSchema[] | undefined;
  return kinds
    ? kinds.map((kind) => `${kind["title"]}\n${fieldsInWords(kind, "  ")}`).join("\n")
    : fieldsInWords(schema, "");
}

/** The fields of an object, one a line, nested ones further in. */
function fieldsInWords(schema: JsonSchema, margin: string): string {
  const properties = (schema["properties"] ?? {}) as Record<string, JsonSchema>;
  const required = (schema["required"] ?? []) as string[];
  if (Object.keys(properties).length === 0) return `${margin}${typeInWords(schema)}`;
  return Object.entries(properties)
    .map(([name, each]) => {
      const inner = (each["type"] === "array" ? each["items"] : each) as JsonSchema;
      const described = each["description"] ? `: ${each["description"]}` : "";
      const line = `${margin}${name}${required.includes(name) ? "" : "?"} ${typeInWords(each)}${described}`;
      return inner?.["properties"] ? `${line}\n${fieldsInWords(inner, `${margin}  `)}` : line;
    })
    .join("\n");
}

function typeInWords(schema: JsonSchema): string {
  if (schema["const"] !== undefined) return JSON.stringify(schema["const"]);
  const words = schema["enum"] as string[] | undefined;
  if (words) return words.join(" | ");
  const either = schema["anyOf"] as JsonSchema[] | undefined;
  if (either) return either.map(typeInWords).join(" or ");
  if (schema["type"] === "array") return `list of ${typeInWords((schema["items"] ?? {}) as JsonSchema)}`;
  return String(schema["format"] ?? schema["type"] ?? "anything");
}
