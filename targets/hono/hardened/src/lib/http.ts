import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Row } from '../db/connection.ts';
import { security } from './log.ts';
import type { Check } from './validate.ts';

export type Env = { Variables: { requestId: string; address: string; user: Row; sessionId: number; member: Row; workspaceId: string; apiKey: Row | undefined } };
export type Ctx = Context<Env, any>;

export class Problem extends Error {
  status: ContentfulStatusCode;
  code: string;
  retryAfter: number | undefined;
  constructor(status: ContentfulStatusCode, code: string, message: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export class Invalid extends Error {
  field: string;
  constructor(field: string, message: string) {
    super(`${field} ${message}`);
    this.field = field;
  }
}

export const ok = (c: Ctx, data: unknown, status: ContentfulStatusCode = 200) => c.json({ data }, status);
export const none = (c: Ctx) => c.body(null, 204);
export const missing = (what: string) => new Problem(404, 'not_found', `No such ${what}`);
export const conflict = (message: string) => new Problem(409, 'conflict', message);

export async function read<T>(c: Ctx, check: Check<T>): Promise<T> {
  const type = (c.req.header('content-type') ?? '').split(';')[0].trim().toLowerCase();
  if (type !== 'application/json') throw new Problem(415, 'unsupported_type', 'Send application/json');
  let parsed: unknown;
  try {
    parsed = JSON.parse(await c.req.text());
  } catch {
    throw new Problem(400, 'malformed', 'This is not JSON');
  }
  return check(parsed, 'body');
}

export function query<S extends Record<string, Check<any>>>(c: Ctx, shape: S): { [K in keyof S]: ReturnType<S[K]> } {
  const given = c.req.queries();
  for (const [name, values] of Object.entries(given)) {
    if (!Object.hasOwn(shape, name)) throw new Invalid(name.slice(0, 40), 'is not a parameter here');
    if (values.length !== 1) throw new Invalid(name, 'is given twice');
  }
  return Object.fromEntries(Object.entries(shape).map(([name, check]) => [name, check(Object.hasOwn(given, name) ? given[name][0] : undefined, name)])) as never;
}

export function number(c: Ctx, name: string, what: string): number {
  const text = c.req.param(name) ?? '';
  if (!/^[1-9]\d{0,12}$/.test(text)) throw missing(what);
  return Number(text);
}

export function handle(c: Ctx, name: string, what: string): string {
  const text = c.req.param(name) ?? '';
  if (!/^[a-z2-9]{8,24}$/.test(text)) throw missing(what);
  return text;
}

const ranks: Record<string, number> = { viewer: 0, member: 1, approver: 2, owner: 3 };

export function need(c: Ctx, role: 'member' | 'approver' | 'owner') {
  if (ranks[c.get('member').role] >= ranks[role]) return;
  security('role_refused', { request_id: c.get('requestId'), user: c.get('user').id, workspace: c.get('workspaceId'), wanted: role });
  throw new Problem(403, 'forbidden', `This needs the role ${role}`);
}

export function needPerson(c: Ctx) {
  if (c.get('apiKey')) throw new Problem(403, 'forbidden', 'Keys of machines may not do this');
}
