import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { postsAllowing, schoolNames } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Keepsight } from "../context.ts";
import { sendToBeSaved } from "../referrals/originals/index.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { errorsBeside, type FormErrors, readForm, type Typed } from "../web/design/index.ts";
import { askForFile } from "./ask-for-file.ts";
import { lodgeFile } from "./lodge-file.ts";
import type { Way } from "./lost-pupil.ts";
import { makeForm, requestForm, sendForm } from "./lost-pupils.form.ts";
import { contentOf, filesBefore, filesHandedTo } from "./lost-pupils.store.ts";
import { fileLines } from "./lost-pupils-csv.ts";
import { makeAndLodge } from "./make-and-lodge.ts";
import { filesWaitingFor, requestsFor } from "./matches.store.ts";
import { leaversOf, newPupilsOf } from "./own-pupils.store.ts";
import { largestFile } from "./read-file.ts";
import { formWithFile } from "./sent-file.form.ts";
import { takeFile } from "./take-file.ts";
import { TransferFilesPage } from "./transfer-files.page.tsx";

const listedAtMost = 50;
const chosenAmong = 300;
const sending = { config: { permission: "send-transfer-file" as const } };
const offered: readonly Way[] = ["left", "rejected"];

/** A school's own transfer files: to send away, to ask for, and to save. [F05] [F06] */
export function transferFilesRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.get("/transfer-files", sending, (request, reply) => show(request, reply));

  server.get("/transfer-files.csv", sending, (request, reply) =>
    csvAnswer(reply, request.context, {
      name: "transfer-files",
      parts: fileLines(request.context, { schools: schoolsOf(request) }),
    }),
  );

  // Files alone come as multipart, and only here. The token stands in the body, which is only read below.
  server.register(async (uploads) => {
    await uploads.register(multipart, { limits: { fileSize: largestFile, files: 1, fields: 10 } });
    uploads.post(
      "/transfer-files",
      { config: { ...sending.config, csrf: false } },
      async (request, reply) => {
        const sent = await formWithFile(request, keepsight);
        const read = readForm(sendForm(offered), sent.fields);
        if ("errors" in read) return show(request, reply, sent.fields, read.errors);
        if ("wanted" in sent) return show(request, reply, sent.fields, errorsBeside({ file: sent.wanted }));
        const lodged = await request.perform("send-transfer-file", (context) =>
          lodgeFile(context, { ...sent, came: read.values.came }),
        );
        if ("mend" in lodged)
          return show(request, reply, sent.fields, errorsBeside({ file: lodged.mend.join(" ") }));
        return reply.redirect("/transfer-files", 303);
      },
    );
  });

  server.post("/transfer-files/requests", sending, async (request, reply) => {
    const read = readForm(requestForm, request.body);
    if ("errors" in read) return show(request, reply, request.body as Typed, read.errors);
    await request.perform("send-transfer-file", (context) => askForFile(context, read.values.pupil));
    return reply.redirect("/transfer-files", 303);
  });

  server.post("/transfer-files/made", sending, async (request, reply) => {
    const read = readForm(makeForm, request.body);
    if ("errors" in read) return show(request, reply, request.body as Typed, read.errors);
    const { leaver, destination } = read.values;
    const lodged = await request.perform("send-transfer-file", (context) =>
      makeAndLodge(context, leaver, destination),
    );
    if ("mend" in lodged)
      return show(request, reply, request.body as Typed, errorsBeside({ leaver: lodged.mend.join(" ") }));
    return reply.redirect("/transfer-files", 303);
  });

  server.post<{ Params: { reference: string } }>(
    "/transfer-files/:reference/file",
    sending,
    async (request, reply) => {
      const { id, name } = await request.perform("send-transfer-file", (context) =>
        takeFile(context, request.params.reference),
      );
      return sendToBeSaved(reply, {
        type: "application/xml",
        name,
        content: await contentOf(request.context.database, id),
      });
    },
  );
}

function schoolsOf({ context }: FastifyRequest): number[] {
  return postsAllowing(context.viewer, "send-transfer-file").flatMap(({ schoolId }) => schoolId ?? []);
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const { database } = context;
  const schools = schoolsOf(request);
  const aYearAgo = dayOf(context.now).subtract({ years: 1 });
  const few = { schools, atMost: listedAtMost };
  const [names, handed, waiting, requests, newPupils, leavers, sent] = await Promise.all([
    schoolNames(database, schools),
    filesHandedTo(database, schools, listedAtMost),
    filesWaitingFor(database, few),
    requestsFor(database, few),
    newPupilsOf(database, schools, aYearAgo, chosenAmong),
    leaversOf(database, schools, aYearAgo, chosenAmong),
    filesBefore(database, few),
  ]);
  const own = [...newPupils, ...leavers].map(({ id }) => id);
  const children = [...handed, ...waiting, ...requests, ...sent].flatMap(({ childId }) => childId ?? []);
  await context.audit({
    ...{ act: "saw own transfer files", subject: "list" },
    details: {
      files: [...handed, ...sent].map(({ id }) => id),
      children: [...new Set([...own, ...children])],
    },
  });
  return reply.page({
    title: "Transfer files",
    wide: true,
    status: errors ? 422 : 200,
    errors,
    children: (
      <TransferFilesPage
        schoolNames={names}
        {...{ handed, waiting, requests, newPupils, leavers, sent, typed, errors }}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}
