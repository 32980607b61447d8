import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo, requireAct } from "../access/index.ts";
import {
  type ChildRecord,
  childRecord,
  type VulnerabilityGroup,
  vulnerabilityGroups,
} from "../children/index.ts";
import { NotFound } from "../database/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  GovukInput,
  GovukSelect,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { holdingFlags, isHolding } from "./hold.ts";
import { lowerHoldingFlags, raiseFlags } from "./raise-flags.ts";

type Asked = FastifyRequest<{ Params: { id: string } }>;

const flagForm = z.object({
  group: z.enum(Object.keys(vulnerabilityGroups) as [VulnerabilityGroup, ...VulnerabilityGroup[]]),
  source: z.string().max(200),
});
const releaseForm = z.object({ source: z.string().max(200) });
const names = { group: "the group", source: "who told us" };

/** The vulnerability groups of a child's record: raised by whoever adds to it; the one that holds, lifted by who may. [A08] [E04] */
export function childFlagsRoutes(server: FastifyInstance): void {
  const config = { permission: "add-note" } as const;

  server.get("/children/:id/flags", { config }, async (request: Asked, reply) =>
    showFlags(request, reply, await childAsked(request)),
  );

  server.post("/children/:id/flags", { config }, async (request: Asked, reply) => {
    const read = readForm(flagForm, request.body, names);
    const child = await childAsked(request);
    if ("errors" in read) return showFlags(request, reply, child, read.errors);
    const { group, source } = read.values;
    await request.perform("add-note", async (context) => {
      requireAct(context.viewer, "add-note", { authorityId: child.authorityId });
      await raiseFlags(context, child.id, [group], source);
      await context.audit({ ...ofChild(child), act: "raised flag", details: { group } });
      return {};
    });
    return reply.redirect(`/children/${child.id}`, 303);
  });

  server.post(
    "/children/:id/flags/release",
    { config: { permission: "lift-hold" } },
    async (request: Asked, reply) => {
      const read = readForm(releaseForm, request.body, names);
      const child = await childAsked(request);
      if ("errors" in read) return showFlags(request, reply, child, read.errors);
      await request.perform("lift-hold", async (context) => {
        requireAct(context.viewer, "lift-hold", { authorityId: child.authorityId });
        await lowerHoldingFlags(context, child.id, read.values.source);
        await context.audit({ ...ofChild(child), act: "lowered flag", details: { groups: holdingFlags } });
        return {};
      });
      return reply.redirect(`/children/${child.id}`, 303);
    },
  );
}

function ofChild({ id, authorityId }: ChildRecord) {
  return { subject: "child", subjectId: id, childId: id, authorityId } as const;
}

async function childAsked({ context, params }: Asked): Promise<ChildRecord> {
  const child = /^\d{1,15}$/.test(params.id)
    ? await childRecord(context.database, Number(params.id))
    : undefined;
  if (!child) throw new NotFound();
  return child;
}

async function showFlags(request: Asked, reply: FastifyReply, child: ChildRecord, errors?: FormErrors) {
  const { context, session } = request;
  await context.audit({ ...ofChild(child), act: "saw child" });
  const standing = new Set(child.flags.filter(({ raised }) => raised).map(({ flag }) => flag));
  const field = fieldsOf((request.body ?? {}) as Typed, errors);
  const csrf = session?.csrfToken ?? "";
  const isHeld = [...standing].some(isHolding);
  const mayLift = isHeld && mayDo(context.viewer, "lift-hold", { authorityId: child.authorityId });
  return reply.page({
    title: "Add a vulnerability group",
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/children/${child.id}`} text="Back to the child" />,
    children: (
      <>
        <span class="govuk-caption-l">
          {child.forename} {child.surname}
        </span>
        <h1 class="govuk-heading-l">Add a vulnerability group</h1>
        {!isHeld && (
          <p class="govuk-body">
            {`${holdingFlags.map((flag) => `“${vulnerabilityGroups[flag]}”`).join(" and ")} hold the child's case at once: nobody may approach the family until the safeguarding lead lifts it.`}
          </p>
        )}
        <Form action={`/children/${child.id}/flags`} csrf={csrf}>
          <GovukSelect
            {...field.text("group")}
            label={{ text: "Which group does the child belong to?" }}
            items={[
              { value: "", text: "Choose a group" },
              ...Object.entries(vulnerabilityGroups)
                .filter(([value]) => !standing.has(value))
                .map(([value, text]) => ({ value, text })),
            ]}
          />
          <GovukInput {...field.text("source")} label={{ text: "Who told us, and how" }} />
          <GovukButton text="Add the group" preventDoubleClick={true} />
        </Form>
        {mayLift && (
          <Form action={`/children/${child.id}/flags/release`} csrf={csrf}>
            <h2 class="govuk-heading-m">Release the hold</h2>
            <p class="govuk-body">
              What was feared of the family is feared no longer. Whoever works the case may approach the
              family again.
            </p>
            <GovukInput
              id="release-source"
              name="source"
              label={{ text: "Who decided it, and on what ground" }}
            />
            <GovukButton text="Release the hold" classes="govuk-button--warning" preventDoubleClick={true} />
          </Form>
        )}
      </>
    ),
  });
}
