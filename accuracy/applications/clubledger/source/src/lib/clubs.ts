import "server-only";
import type { Prisma, Role } from "@prisma/client";
import { marked } from "marked";
import { notFound } from "next/navigation";
import { cache } from "react";
import sanitizeHtml from "sanitize-html";
import { z } from "zod";
import { log, prisma } from "./server";
import { currentUser, type CurrentUser } from "./session";

const GRANTS = {
  "expense:add": ["MEMBER", "TREASURER", "CHAIR"],
  "expense:decide": ["TREASURER", "CHAIR"],
  "ledger:export": ["TREASURER", "CHAIR"],
  "club:edit": ["CHAIR"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof GRANTS;
export type Club = { id: string; slug: string; name: string; notes: string; balance: number };
export type Access = { user: CurrentUser; club: Club; role: Role };

export const slugSchema = z.string().regex(/^[a-z0-9-]{3,40}$/);

export const may = (role: Role, permission: Permission): boolean =>
  (GRANTS[permission] as readonly Role[]).includes(role);

/** The club as its member sees it; null for everybody else. */
export const accessTo = cache(async (slug: string): Promise<Access | null> => {
  const user = await currentUser();
  if (!user || !slugSchema.safeParse(slug).success) return null;
  const membership = await prisma.membership.findFirst({
    where: { userId: user.id, club: { slug } },
    select: { role: true, club: { select: { id: true, slug: true, name: true, notes: true, balance: true } } },
  });
  return membership && { user, ...membership };
});

export async function requireClub(slug: string): Promise<Access> {
  return (await accessTo(slug)) ?? notFound();
}

export class Refusal extends Error {}
export type ActionState = { error?: string; done?: boolean };

/** Makes a server action of `run`: membership, permission and input are checked before it is called. */
export function clubAction<S extends z.ZodType>(
  permission: Permission,
  schema: S,
  run: (access: Access, input: z.output<S>) => Promise<void>,
) {
  return async (slug: string, _previous: ActionState, form: FormData): Promise<ActionState> => {
    const access = await accessTo(slug);
    if (!access || !may(access.role, permission)) return { error: "You may not do this." };
    const input = schema.safeParse(Object.fromEntries(form));
    if (!input.success) return { error: input.error.issues[0]?.message ?? "Please check what you entered." };
    try {
      await run(access, input.data);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { error: error.message };
    }
    log.info({ audit: permission, userId: access.user.id, clubId: access.club.id });
    return { done: true };
  };
}

export const PAGE = 25;
const ORDERS = {
  newest: [{ createdAt: "desc" }, { id: "desc" }],
  amount: [{ cents: "desc" }, { id: "desc" }],
} as const satisfies Record<string, Prisma.ExpenseOrderByWithRelationInput[]>;

export const listing = z.object({
  sort: z.enum(["newest", "amount"]).catch("newest"),
  status: z.enum(["PENDING", "APPROVED", "REJECTED"]).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(400).catch(1),
});

export function expensesOf(access: Access, { sort, status, page }: z.output<typeof listing>) {
  return prisma.expense.findMany({
    where: { clubId: access.club.id, status },
    orderBy: [...ORDERS[sort]],
    skip: (page - 1) * PAGE,
    take: PAGE + 1,
    select: { id: true, title: true, cents: true, status: true, submitterId: true, submitter: { select: { name: true } } },
  });
}

export function renderMarkdown(source: string): string {
  return sanitizeHtml(marked.parse(source, { async: false }), {
    allowedTags: ["p", "em", "strong", "ul", "ol", "li", "a", "h2", "h3", "blockquote", "code"],
    allowedAttributes: { a: ["href", "rel"] },
    allowedSchemes: ["https", "mailto"],
    transformTags: { a: sanitizeHtml.simpleTransform("a", { rel: "noopener nofollow" }) },
  });
}
