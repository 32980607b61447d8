import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo, postsAllowing } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { type LengthId, lengthOn, lengths } from "../../cases/index.ts";
import { yearGroupOn } from "../../children/index.ts";
import { NotAllowed } from "../../database/index.ts";
import { dayAsked, largestId, wordsAsked } from "../../web/asked.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import { excludedOn, type MissingChild, openCasesOn } from "./missing.store.ts";
import {
  countsOf,
  eachOnce,
  type Group,
  groups,
  isLeft,
  keyOf,
  type MissingFilter,
  reasonOf,
  whyInWords,
} from "./missing.ts";
import { MissingEducationPage } from "./missing-education.page.tsx";

const rowsOnPage = 100;
const keptIn = "missing-education";
const place = z.coerce.number().int().min(0).max(largestId).optional().catch(undefined);
const query = z.object({
  "as-at": dayAsked,
  group: z
    .enum(Object.keys(groups) as [Group, ...Group[]])
    .optional()
    .catch(undefined),
  area: place,
  school: place,
  reason: wordsAsked,
  length: z
    .enum(lengths.map(({ id }) => id))
    .optional()
    .catch(undefined),
  after: z
    .string()
    .regex(/^[ce]\d{1,15}$/)
    .optional()
    .catch(undefined),
});

/** All children missing education at any date, as a page and as a file. [H05] */
export function missingEducationRoutes(server: FastifyInstance): void {
  const register = { config: { permission: "see-register" as const } };

  server.get("/missing-education", register, async (request, reply) => {
    const kept = request.cookies[keptIn];
    if (Object.keys(request.query as object).length === 0 && kept)
      return reply.redirect(`/missing-education?${kept}`);
    const { context } = request;
    const { day, today, filter, after, authorityId, all, left } = await asked(request);
    const from = left.findIndex((child) => keyOf(child) === after) + 1;
    const rows = left.slice(from, from + rowsOnPage);
    const last = rows.at(-1);
    await context.audit(seenOf("saw all missing education", authorityId, rows));
    const at = (next: MissingFilter) => addressOf(day, next);
    return reply
      .setCookie(keptIn, at(filter).split("?")[1] ?? "", {
        ...{ path: "/missing-education", httpOnly: true, sameSite: "lax", maxAge: 30 * 86_400 },
      })
      .page({
        title: "All children missing education",
        wide: true,
        children: (
          <MissingEducationPage
            {...{ day, today, filter, rows, at, left: left.length, counts: countsOf(left, day) }}
            chosen={chosenOf(filter, left, at)}
            all={{
              count: all.length,
              of: {
                register: all.filter(({ caseId }) => caseId !== null).length,
                permanent: all.filter(({ excluded }) => excluded === "permanent").length,
                "managed-move": all.filter(({ excluded }) => excluded === "managed-move").length,
              },
            }}
            seesExclusions={mayDo(context.viewer, "see-exclusions")}
            moreAt={
              last && left.length > from + rows.length ? `${at(filter)}&after=${keyOf(last)}` : undefined
            }
            fileAt={at(filter).replace("?", ".csv?")}
          />
        ),
      });
  });

  server.get("/missing-education.csv", register, async (request, reply) => {
    const { day, authorityId, left } = await asked(request);
    await request.context.audit(seenOf("took all missing education as a file", authorityId, left));
    return csvAnswer(reply, request.context, {
      name: `missing-education-${day}`,
      parts: [csvHead(columns), ...left.map((child) => lineOf(child, day))],
    });
  });
}

async function asked({ context, query: given }: FastifyRequest) {
  const [post] = postsAllowing(context.viewer, "see-register");
  if (!post) throw new NotAllowed("see-register");
  const { authorityId } = post;
  const { "as-at": asAt, after, ...filter } = query.parse(given);
  const today = dayOf(context.now);
  const day = asAt && Temporal.PlainDate.compare(asAt, today) < 0 ? asAt : today;
  const all = eachOnce(
    ...(await Promise.all([
      openCasesOn(context.database, { authorityId, day, asKnown: day.equals(today) ? "now" : "then" }),
      excludedOn(context.database, { authorityId, day }),
    ])),
    day,
  );
  return {
    day,
    today,
    filter,
    after,
    authorityId,
    all,
    left: all.filter((child) => isLeft(child, filter, day)),
  };
}

function addressOf(day: Temporal.PlainDate, filter: MissingFilter): string {
  const parts = new URLSearchParams({ "as-at": day.toString() });
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) parts.set(name, String(value));
  return `/missing-education?${parts}`;
}

function chosenOf(
  filter: MissingFilter,
  [first]: readonly MissingChild[],
  at: (filter: MissingFilter) => string,
) {
  const words = {
    group: filter.group && groups[filter.group],
    area: filter.area === undefined ? undefined : (first?.area ?? "No area yet"),
    school: filter.school === undefined ? undefined : (first?.school ?? "No school"),
    reason: filter.reason && whyInWords(filter.reason),
    length: filter.length && lengths.find(({ id }) => id === (filter.length as LengthId))?.text,
  };
  return Object.entries(words).flatMap(([name, text]) =>
    text ? [{ text, without: at({ ...filter, [name]: undefined }) }] : [],
  );
}

function seenOf(act: string, authorityId: number, rows: readonly MissingChild[]) {
  return {
    ...{ act, subject: "list" as const, authorityId },
    details: {
      rows: rows.length,
      cases: rows.flatMap(({ caseId }) => caseId ?? []),
      children: rows.flatMap(({ childId }) => childId ?? []),
    },
  };
}

const columns = [
  ...["Reference", "Surname", "Forename", "UPN", "Date of birth", "Year group", "Sex", "Area", "Last school"],
  ...["Why", "Excluded", "Missing since", "Length"],
];

function lineOf(child: MissingChild, day: Temporal.PlainDate): string {
  const { dateOfBirth, excluded, missingSince } = child;
  return csvLine([
    ...[child.reference, child.surname, child.forename, child.upn, dateOfBirth?.toString()],
    ...[dateOfBirth ? yearGroupOn(dateOfBirth, day) : "", child.sex, child.area, child.school],
    ...[whyInWords(reasonOf(child)), excluded ? groups[excluded] : "", missingSince?.toString()],
    lengths.find(({ id }) => id === lengthOn(missingSince, day))?.text,
  ]);
}
