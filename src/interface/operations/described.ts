import { z } from "zod";
import type { JsonSchema } from "./operation.ts";

/** What a schema says in JSON Schema: of what goes in before it is read, of what goes out as it leaves. */
export function schemaAsJson(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => asSystemsSend(jsonSchema as JsonSchema),
  });
  return described;
}

/** A day is one string, whatever the three inputs of a form are; and a day that a form wants is required. */
function asSystemsSend(schema: JsonSchema): void {
  if (schema["format"] === "date")
    for (const form of ["properties", "required", "additionalProperties"]) delete schema[form];
  const properties = (schema["properties"] ?? {}) as Record<string, JsonSchema>;
  for (const [name, each] of Object.entries(properties)) {
    if (each["wanted"] !== true) continue;
    const required = (schema["required"] ?? []) as string[];
    if (!required.includes(name)) schema["required"] = [...required, name];
    delete each["wanted"];
  }
}
