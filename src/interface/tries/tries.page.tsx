import { type FormErrors, fieldsOf, GovukButton, GovukInput, GovukSelect } from "../../web/design/index.ts";
import { schemaAsJson } from "../operations/described.ts";
import type { JsonSchema, Operation } from "../operations/operation.ts";
import { partsOf, type Tried } from "./try-operation.ts";

export type TryPageProps = {
  readonly operation: Operation;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FormErrors | undefined;
  readonly tried: Tried | undefined;
};

/** Asks one read of the interface by a form, and shows what it answers. */
export function TryPage({ operation, typed, errors, tried }: TryPageProps) {
  const field = fieldsOf(typed, errors);
  const query = operation.query ? schemaAsJson(operation.query, "input")["properties"] : {};
  return (
    <>
      <h1 class="govuk-heading-l">Try: {operation.summary}</h1>
      <p>
        You ask as yourself, with your own roles, and the audit log has it under your name. A system sees what
        its role may, which can be more or less.
      </p>
      <form action="/interface-tries" method="get">
        <input type="hidden" name="operation" value={operation.name} />
        <input type="hidden" name="asked" value="yes" />
        {partsOf(operation).map((part) => (
          <GovukInput {...field.text(part)} label={{ text: part }} classes="govuk-input--width-20" />
        ))}
        {Object.entries((query ?? {}) as Record<string, JsonSchema>).map(([name, schema]) => (
          <QueryField key={name} name={name} schema={schema} typed={typed} errors={errors} />
        ))}
        <GovukButton text="Ask" />
      </form>
      {tried && <Answer tried={tried} />}
    </>
  );
}

function QueryField({
  name,
  schema,
  typed,
  errors,
}: Pick<TryPageProps, "typed" | "errors"> & { readonly name: string; readonly schema: JsonSchema }) {
  const field = fieldsOf(typed, errors).text(name);
  const label = { text: `${name} (optional)` };
  const choices = schema["enum"] as string[] | undefined;
  if (choices)
    return (
      <GovukSelect
        {...field}
        label={label}
        items={[{ value: "", text: "Not said" }, ...choices.map((value) => ({ value, text: value }))]}
      />
    );
  const hint = typeof schema["description"] === "string" ? { hint: { text: schema["description"] } } : {};
  return <GovukInput {...field} {...hint} label={label} classes="govuk-input--width-20" />;
}

function Answer({ tried: { status, body, next } }: { readonly tried: Tried }) {
  return (
    <>
      <h2 class="govuk-heading-m">Answer: {status}</h2>
      <pre class="govuk-!-text-break-word keepsight-sample">
        <code>{JSON.stringify(body, null, 2)}</code>
      </pre>
      {next && <p>There are more: ask again with {next} as after.</p>}
    </>
  );
}
