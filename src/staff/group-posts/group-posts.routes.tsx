import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { idAsked } from "../../web/asked.ts";
import { errorsBeside, type FormErrors, readForm, type Typed } from "../../web/design/index.ts";
import { GroupPostsPage } from "./group-posts.page.tsx";
import {
  type GroupPost,
  type GroupPostOrder,
  groupPost,
  groupPosts,
  groupsKnown,
  placesOfPosts,
} from "./group-posts.store.ts";
import { agreeToGroupPost, askForGroupPosts, endGroupPost } from "./keep-group-posts.ts";
import { mostTrusts, schoolsAskedFor } from "./schools-asked-for.ts";
import { trustChanges, trustsOf } from "./trusts.store.ts";

const onPage = 50;
const groupsOnPage = 200;
const changesOnPage = 50;
const keeping = { config: { permission: "keep-staff-groups" as const } };
const order = z.object({
  groupName: z.string().trim().min(1).max(200),
  role: z.string().trim().min(1).max(50),
  areaId: z.string().trim().max(20).optional(),
  agencyId: z.string().trim().max(20).optional(),
  laestab: z.string().trim().max(2000).optional(),
  trust: z.string().trim().max(20).optional(),
  ofOrganisation: z.string().max(5).optional(),
});
const wanted = { groupName: "the group", role: "the role that it gives" };

type Addressed = FastifyRequest<{ Params: { id: string } }>;

/** Saying which group of a directory, or of the sign-in provider, gives which post. [G04] */
export function groupPostsRoutes(server: FastifyInstance): void {
  server.get("/staff-groups", keeping, (request, reply) => show(request, reply, {}));

  server.post("/staff-groups", keeping, async (request, reply) => {
    const typed = request.body as Typed;
    const read = readForm(order, request.body, wanted);
    if ("errors" in read) return show(request, reply, { typed, errors: read.errors });
    const asked = await orderOf(request, read.values);
    if ("errors" in asked) return show(request, reply, { typed, errors: asked.errors });
    await request.perform("keep-staff-groups", (context) => askForGroupPosts(context, asked));
    return reply.redirect("/staff-groups", 303);
  });

  server.post("/staff-groups/:id/agreement", keeping, async (request: Addressed, reply) => {
    const one = await asked(request);
    await request.perform("keep-staff-groups", (context) => agreeToGroupPost(context, one));
    return reply.redirect("/staff-groups", 303);
  });

  server.post("/staff-groups/:id/end", keeping, async (request: Addressed, reply) => {
    const one = await asked(request);
    const outcome = await request.perform("keep-staff-groups", (context) => endGroupPost(context, one));
    if (outcome !== "last-keeper") return reply.redirect("/staff-groups", 303);
    return show(request, reply, {
      errors: errorsBeside({
        groupName: `Nobody could keep groups any more without ‘${one.groupName}’. Give another person that right first`,
      }),
    });
  });
}

async function asked({ context, params }: Addressed): Promise<GroupPost> {
  const one = await groupPost(context.database, idAsked.parse(params.id) ?? 0);
  if (!one) throw new NotFound();
  return one;
}

/** The posts that are asked for, one at each school where they are of several; each place must fit its role and lie in an authority whose groups the viewer keeps. */
async function orderOf(
  { context: { database, viewer, now } }: FastifyRequest,
  { groupName, role, areaId, agencyId, laestab, trust, ofOrganisation }: z.output<typeof order>,
): Promise<GroupPostOrder[] | { errors: FormErrors }> {
  const posts = postsAllowing(viewer, "keep-staff-groups");
  const [post] = posts;
  if (!post) throw new NotAllowed("keep-staff-groups");
  const refused = (field: string, words: string) => ({ errors: errorsBeside({ [field]: words }) });
  const { roles, areas, agencies } = await placesOfPosts(database, post.authorityId);
  const { scope } = roles.find((one) => one.role === role) ?? {};
  if (!scope) return refused("role", "Choose the role that the group gives");
  const named = ofOrganisation === "yes";
  const nowhere = { areaId: null, schoolId: null, agencyId: null, trustUid: null };
  const base = { ...nowhere, authorityId: post.authorityId, groupName, role, ofOrganisation: named };
  if (scope !== "area" && areaId) return refused("areaId", "Choose no area: this role is of none");
  if (scope !== "school" && laestab)
    return refused("laestab", "Leave the school number empty: this role is of no school");
  if (scope !== "school" && trust) return refused("trust", "Choose no trust: this role is of no school");
  if (scope !== "sent" && agencyId) return refused("agencyId", "Choose no agency: this role is of none");
  if (scope === "area") {
    const area = areas.find(({ id }) => String(id) === areaId);
    if (named)
      return refused("ofOrganisation", "Sign-in names schools and authorities. Choose the area instead");
    return area ? [{ ...base, areaId: area.id }] : refused("areaId", "Choose the area of the post");
  }
  if (scope === "school") {
    if (named && (laestab || trust))
      return refused(
        laestab ? "laestab" : "trust",
        "Leave school numbers and trust empty where sign-in names the school",
      );
    if (named) return [base];
    const said = { ...base, laestab: laestab ?? "", trust: trust ?? "", today: dayOf(now).toString() };
    const schools = await schoolsAskedFor(database, said);
    if ("refused" in schools) return refused(...schools.refused);
    return schools.ids.map((schoolId) => ({ ...base, schoolId, trustUid: trust || null }));
  }
  if (scope !== "sent") return [base];
  if (named)
    return refused("ofOrganisation", "Sign-in names schools and authorities. Choose the agency instead");
  if (role === "other-authority") return [base];
  const agency = agencies.find(({ id }) => String(id) === agencyId);
  if (!agency && role !== "post-16") return refused("agencyId", "Choose the agency of this role");
  return [{ ...base, agencyId: agency?.id ?? null }];
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  { typed = {}, errors }: { typed?: Typed; errors?: FormErrors },
): Promise<FastifyReply> {
  const { context } = request;
  const [post] = postsAllowing(context.viewer, "keep-staff-groups");
  if (!post) throw new NotAllowed("keep-staff-groups");
  const after = idAsked.parse((request.query as Record<string, unknown>)["after"]);
  const today = dayOf(context.now).toString();
  const [found, places, known, trusts, changes] = await Promise.all([
    groupPosts(context.database, { after, count: onPage + 1 }),
    placesOfPosts(context.database, post.authorityId),
    groupsKnown(context.database, post.authorityId, groupsOnPage),
    trustsOf(context.database, post.authorityId, today, mostTrusts),
    trustChanges(context.database, post.authorityId, today, changesOnPage),
  ]);
  const shown = found.slice(0, onPage);
  await context.audit({
    ...{ act: "listed posts of groups", subject: "list", authorityId: post.authorityId },
    details: { rows: shown.length },
  });
  return reply.page({
    status: errors ? 422 : 200,
    title: "Groups",
    wide: true,
    errors,
    children: (
      <GroupPostsPage
        {...{ ...places, known, trusts, changes, typed, errors, groupPosts: shown }}
        me={context.viewer.personId}
        moreAt={found.length > onPage ? `/staff-groups?after=${shown.at(-1)?.id}` : undefined}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}
