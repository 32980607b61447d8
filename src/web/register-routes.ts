import type { FastifyInstance } from "fastify";
import { demonstrationProvider } from "../access/demonstration-provider/index.ts";
import { signInRoutes } from "../access/sign-in/index.ts";
import { auditRoutes } from "../audit/audit.routes.tsx";
import { caseRoutes } from "../cases/case.routes.tsx";
import { caseProcedureRoutes } from "../cases/case-procedure.routes.tsx";
import { childFlagsRoutes } from "../cases/child-flags.routes.tsx";
import { myWorkRoutes } from "../cases/my-work.routes.tsx";
import { registerPageRoutes } from "../cases/register/register.routes.tsx";
import { childrenRoutes } from "../children/children.routes.tsx";
import type { Keepsight } from "../context.ts";
import { draftRoutes } from "../drafts/drafts.routes.ts";
import { answerHeardRoutes } from "../enquiries/answer-heard.routes.tsx";
import { caseEnquiriesRoutes } from "../enquiries/case-enquiries.routes.tsx";
import { questionsRoutes } from "../enquiries/questions.routes.tsx";
import { importRoutes } from "../feeds/imports.routes.tsx";
import { mySchoolRoutes } from "../referrals/my-school.routes.tsx";
import { referralsRoutes } from "../referrals/referrals.routes.tsx";
import { sendReferralRoutes } from "../referrals/send-referral.routes.tsx";
import { editingRoutes } from "../rulebook/editing.routes.tsx";
import { rulebookRoutes } from "../rulebook/rulebook.routes.tsx";
import { standingDutiesRoutes } from "../standing-duties/standing-duties.routes.tsx";
import { termsRoutes } from "../terms/terms.routes.tsx";
import { assessVisitRiskRoutes } from "../visits/assess-visit-risk.routes.tsx";
import { myVisitsRoutes } from "../visits/my-visits.routes.tsx";
import { recordVisitRoutes } from "../visits/record-visit.routes.tsx";
import { visitRequestRoutes } from "../visits/visit-requests.routes.tsx";
import { visitsRoutes } from "../visits/visits.routes.tsx";
import { firstPageOf } from "./navigation.ts";
import { unsentFormRoutes } from "./unsent-forms.tsx";

/** Every page of the program, in one list. */
export async function registerRoutes(server: FastifyInstance, keepsight: Keepsight): Promise<void> {
  server.get("/", { config: { permission: "signed-in" } }, (request, reply) =>
    reply.redirect(firstPageOf(request.context.viewer), 303),
  );
  signInRoutes(server, keepsight);
  if (keepsight.settings.demonstration) await server.register(demonstrationProvider(keepsight));
  unsentFormRoutes(server);
  draftRoutes(server);
  myWorkRoutes(server);
  caseRoutes(server);
  childFlagsRoutes(server);
  caseProcedureRoutes(server);
  childrenRoutes(server);
  mySchoolRoutes(server);
  sendReferralRoutes(server);
  referralsRoutes(server);
  registerPageRoutes(server);
  myVisitsRoutes(server);
  visitsRoutes(server);
  visitRequestRoutes(server);
  assessVisitRiskRoutes(server);
  recordVisitRoutes(server);
  caseEnquiriesRoutes(server);
  answerHeardRoutes(server);
  questionsRoutes(server);
  importRoutes(server, keepsight);
  termsRoutes(server, keepsight);
  standingDutiesRoutes(server);
  rulebookRoutes(server);
  editingRoutes(server, keepsight);
  auditRoutes(server);
}
