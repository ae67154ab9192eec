import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Row } from '../db/connection.ts';

export type Env = { Variables: { user: Row; member: Row; workspaceId: string; apiKey: Row | undefined } };
export type Ctx = Context<Env>;

export const ok = (c: Ctx, data: unknown, status: ContentfulStatusCode = 200) => c.json({ data }, status);
export const fail = (c: Ctx, status: ContentfulStatusCode, message: string) => c.json({ error: { message } }, status);

export async function body(c: Ctx): Promise<Row> {
  try {
    const parsed = JSON.parse(await c.req.text());
    return parsed && typeof parsed === 'object' ? parsed : {};
  } catch {
    return {};
  }
}

export const mayWrite = (c: Ctx) => c.get('member').role !== 'viewer';
export const mayDecide = (c: Ctx) => ['approver', 'owner'].includes(c.get('member').role);
export const isOwner = (c: Ctx) => c.get('member').role === 'owner';
