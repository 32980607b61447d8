import type { Act } from "../access/index.ts";
import type { Session } from "../access/sign-in/index.ts";
import type { Context, ReadingContext } from "../context.ts";
import type { Frame, PageProps } from "./design/index.ts";
import type { FirstPageNotices } from "./first-page-notices.tsx";

/** A page as a slice hands it over; the shell adds the frame that all pages share. */
export type PageToShow = Omit<PageProps, keyof Frame> & { status?: number };

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may come here. A route without it does not start: see server.ts. A client shows a token and has no session: see src/interface. */
    permission?: Act | "signed-in" | "anyone" | "client";
    /** False for the few posts that carry a protection of their own. */
    csrf?: boolean;
  }
  interface FastifyRequest {
    session: Session | undefined;
    /** Who asks, and what they may see. On pages for anyone there is none. */
    context: ReadingContext;
    /** What stands above the page on which this person's day begins, on the way. */
    notices: Promise<FirstPageNotices> | undefined;
    /** Performs an act once for the form that was sent, in one transaction. */
    perform: <Answer>(act: Act, work: (context: Context) => Promise<Answer>) => Promise<Answer>;
  }
  interface FastifyReply {
    /** Shows a page once everything seen for it is in the audit log. */
    page: (page: PageToShow) => Promise<FastifyReply>;
    /** What the page's one inline style carries: the Content-Security-Policy of this answer alone lets it in. */
    styleNonce: string;
  }
}
