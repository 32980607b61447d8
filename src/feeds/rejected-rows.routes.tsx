import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { NotFound } from "../database/index.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { errorsBeside, type FormErrors, londonDay, readForm, type Typed } from "../web/design/index.ts";
import { definitionOf } from "./lists/index.ts";
import { mendRejectedRow, setRowAside } from "./mend-rejected-row.ts";
import { backToRows, RejectedRowPage } from "./rejected-row.page.tsx";
import { RejectedRowsPage } from "./rejected-rows.page.tsx";
import { type RejectedRow, rejectedRowOf, rowsWaiting } from "./rejected-rows.store.ts";
import { rejectedRowLines } from "./rejected-rows-csv.ts";
import type { RowFault } from "./row-fault.ts";

const rowsOnPage = 50;
const mending = { config: { permission: "mend-rejected-row" as const } };
const position = z.coerce.number().int().positive().optional().catch(undefined);
const reason = z.object({ because: z.string().max(1000) });

type Params = { Params: { id: string } };

/** The queue of rows that are not clear, and settling one. */
export function rejectedRowRoutes(server: FastifyInstance): void {
  server.get("/rejected-rows", mending, async (request, reply) => {
    const { context } = request;
    const query = request.query as Record<string, unknown>;
    const importId = position.parse(query["import"]);
    const after = position.parse(query["after"]) ?? 0;
    const found = await rowsWaiting(context.database, { importId, after, count: rowsOnPage + 1 });
    const rows = found.slice(0, rowsOnPage);
    await context.audit({
      act: "listed rows to correct",
      subject: "list",
      details: { rows: rows.map(({ id }) => id) },
    });
    const same = importId === undefined ? "" : `import=${importId}&`;
    const moreAt = found.length > rowsOnPage ? `/rejected-rows?${same}after=${rows.at(-1)?.id}` : undefined;
    return reply.page({
      title: "Rows to correct",
      wide: true,
      children: (
        <RejectedRowsPage
          rows={rows}
          moreAt={moreAt}
          fileAt={`/rejected-rows.csv${importId === undefined ? "" : `?import=${importId}`}`}
        />
      ),
    });
  });

  server.get("/rejected-rows.csv", mending, async (request, reply) => {
    const { context } = request;
    const importId = position.parse((request.query as Record<string, unknown>)["import"]);
    return csvAnswer(reply, context, {
      name: `rows-to-correct-${londonDay(context.now)}`,
      parts: rejectedRowLines(context, importId),
    });
  });

  server.get<Params>("/rejected-rows/:id", mending, async (request, reply) => {
    const row = await rowAskedFor(request);
    return showRow(request, reply, row, row.content, row.faults);
  });

  server.post<Params>("/rejected-rows/:id", mending, async (request, reply) => {
    const row = await rowAskedFor(request);
    const { required, optional } = definitionOf(row.list);
    const cell = z.string().max(1000).optional();
    const cells = z.object(Object.fromEntries([...required, ...optional].map((column) => [column, cell])));
    const read = readForm(cells, request.body);
    if ("errors" in read) return showErrors(request, reply, row, request.body as Typed, read.errors);
    const content = Object.fromEntries(
      Object.entries(read.values).flatMap(([column, text]) => (text === undefined ? [] : [[column, text]])),
    );
    const mended = await request.perform("mend-rejected-row", (context) =>
      mendRejectedRow(context, row.id, content),
    );
    if (mended.outcome === "still-at-fault") return showRow(request, reply, row, content, mended.faults, 422);
    return reply.redirect(`/rejected-rows?import=${row.importId}`, 303);
  });

  server.post<Params>("/rejected-rows/:id/set-aside", mending, async (request, reply) => {
    const row = await rowAskedFor(request);
    const read = readForm(reason, request.body, { because: "why this row need not come in" });
    if ("errors" in read) return showErrors(request, reply, row, row.content, read.errors);
    await request.perform("mend-rejected-row", (context) =>
      setRowAside(context, row.id, read.values.because),
    );
    return reply.redirect(`/rejected-rows?import=${row.importId}`, 303);
  });
}

async function rowAskedFor({ context, params }: FastifyRequest<Params>): Promise<RejectedRow> {
  const row = await rejectedRowOf(context.database, position.parse(params.id) ?? 0);
  if (!row) throw new NotFound();
  return row;
}

/** The row with each fault beside its field; a fault of the whole row is said on the page itself. */
function showRow(
  request: FastifyRequest,
  reply: FastifyReply,
  row: RejectedRow,
  typed: Typed,
  faults: readonly RowFault[],
  status = 200,
): Promise<FastifyReply> {
  const columns = [...definitionOf(row.list).required, ...definitionOf(row.list).optional];
  const beside = faults.filter(({ field }) => columns.includes(field));
  const wanted = Object.fromEntries(beside.map(({ field, fault, mend }) => [field, `${fault} ${mend}`]));
  const errors = beside.length > 0 && !row.settledAs ? errorsBeside(wanted) : undefined;
  return showErrors(request, reply, { ...row, faults: [...faults] }, typed, errors, status);
}

async function showErrors(
  request: FastifyRequest,
  reply: FastifyReply,
  row: RejectedRow,
  typed: Typed,
  errors: FormErrors | undefined,
  status = 422,
): Promise<FastifyReply> {
  await request.context.audit({
    act: "saw row to correct",
    subject: "import",
    subjectId: row.importId,
    details: { row: row.id },
  });
  return reply.page({
    status,
    title: `Row ${row.rowNumber} of import ${row.importId}`,
    before: backToRows,
    errors,
    children: (
      <RejectedRowPage row={row} csrf={request.session?.csrfToken ?? ""} typed={typed} errors={errors} />
    ),
  });
}
