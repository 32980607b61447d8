import type { FastifyInstance } from "fastify";
import { mayDo, type Viewer } from "../access/index.ts";
import { NotAllowed } from "../database/index.ts";
import type { Typed } from "../web/design/index.ts";
import { chooseReminder } from "./choose-reminder.ts";
import { MyRemindersPage } from "./my-reminders.page.tsx";
import { wantsReminder } from "./reminders.store.ts";

/** Whether the letter of the morning comes to whoever asks. */
export function myRemindersRoutes(server: FastifyInstance): void {
  const config = { permission: "signed-in" } as const;

  server.get("/my-reminders", { config }, async (request, reply) => {
    const { database, viewer } = request.context;
    return reply.page({
      title: "My reminders",
      children: (
        <MyRemindersPage
          wanted={listOf(viewer) && (await wantsReminder(database, viewer.personId))}
          csrf={request.session?.csrfToken ?? ""}
        />
      ),
    });
  });

  server.post("/my-reminders", { config }, async (request, reply) => {
    const { wanted } = request.body as Typed;
    const list = listOf(request.context.viewer);
    if (!list) throw new NotAllowed("see-my-work");
    await request.perform(list, (context) => chooseReminder(context, wanted !== "no"));
    return reply.redirect("/my-reminders", 303);
  });
}

/** The list of which the letter counts, by the act that opens it. */
function listOf(viewer: Viewer): "see-my-work" | "see-my-school" | undefined {
  return (["see-my-work", "see-my-school"] as const).find((act) => mayDo(viewer, act));
}
