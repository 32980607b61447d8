import { GovukInput } from "../web/design/index.ts";

/** A field in which a school is typed or picked from those there are. */
export function SchoolField({
  schools,
  label,
  hint,
  ...field
}: {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly errorMessage: { readonly text: string } | undefined;
  readonly label: string;
  readonly hint?: string;
  readonly schools: readonly { laestab: string; name: string; authority: string }[];
}) {
  return (
    <>
      <GovukInput
        {...field}
        label={{ text: label }}
        hint={hint ? { text: hint } : undefined}
        autocomplete="off"
        attributes={{ list: `${field.id}-schools` }}
      />
      <datalist id={`${field.id}-schools`}>
        {schools.map(({ laestab, name, authority }) => (
          <option key={laestab} value={`${name} (${laestab})`}>
            {authority}
          </option>
        ))}
      </datalist>
    </>
  );
}
