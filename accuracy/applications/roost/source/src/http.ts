import { type ZodType } from 'zod';
import { config } from './config.ts';
import { equal, parseToken } from './crypto.ts';
import { db } from './db.ts';

export type User = { id: string; email: string; name: string; role: 'member' | 'manager'; credits: number; session: string };
export type Context = any;
type Next = () => Promise<unknown>;

export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) { super(code); this.status = status; this.code = code; }
}
export const notFound = () => new Refused(404, 'not_found');
export const isConstraint = (error: unknown) => String((error as { code?: string })?.code ?? '').startsWith('SQLITE_CONSTRAINT');

/** Parsed input; the reasons of a refusal name the fields and not what was in them. */
export function parse<T>(schema: ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw Object.assign(new Refused(400, 'invalid_request'), { fields: [...new Set(result.error.issues.map((issue) => String(issue.path[0] ?? '')))].filter(Boolean) });
}

type Limit = { max: number; windowMs: number; key?: (ctx: Context) => string; failuresOnly?: boolean };

export function limiter({ max, windowMs, key = (ctx) => ctx.ip, failuresOnly = false }: Limit) {
  const seen = new Map<string, { until: number; count: number }>();
  return async (ctx: Context, next: Next) => {
    const id = key(ctx);
    let entry = seen.get(id);
    if (!entry || entry.until <= Date.now()) {
      seen.delete(id);
      if (seen.size >= 20_000) seen.delete(seen.keys().next().value!);
      seen.set(id, (entry = { until: Date.now() + windowMs, count: 0 }));
    }
    if (++entry.count > max) {
      ctx.set('Retry-After', String(Math.ceil((entry.until - Date.now()) / 1000)));
      throw new Refused(429, 'too_many_requests');
    }
    // Counted before the attempt and given back afterwards, so that a burst does not slip through.
    await next();
    if (failuresOnly) entry.count--;
  };
}

const tokenRow = db.prepare(`select t.hash, t.selector as session, u.id, u.email, u.name, u.role, u.credits from tokens t join users u on u.id = t.user_id
  where t.selector = ? and t.purpose = ? and t.expires_at > ? and u.suspended = 0`);

export function holderOf(token: string | undefined, purpose: 'session' | 'feed'): User | null {
  const parsed = parseToken(token);
  const row = parsed && (tokenRow.get(parsed.selector, purpose, Date.now()) as (User & { hash: Buffer }) | undefined);
  if (!row || !equal(row.hash, parsed.hash)) return null;
  const { hash: _, ...user } = row;
  return user;
}

export async function authenticated(ctx: Context, next: Next) {
  const user = holderOf(/^Bearer (\S+)$/i.exec(ctx.get('authorization'))?.[1], 'session');
  if (!user) {
    ctx.set('WWW-Authenticate', 'Bearer');
    throw new Refused(401, 'unauthenticated');
  }
  ctx.state.user = user;
  ctx.set('Cache-Control', 'no-store');
  return next();
}

export const hasRole = (role: User['role']) => async (ctx: Context, next: Next) => {
  if (ctx.state.user?.role !== role) throw new Refused(403, 'forbidden');
  return next();
};

const flag = db.prepare('select enabled from flags where name = ?').pluck();
export const feature = (name: string) => async (_ctx: Context, next: Next) => {
  if (flag.get(name) !== 1) throw notFound();
  return next();
};

export async function cors(ctx: Context, next: Next) {
  const origin = ctx.get('origin');
  ctx.vary('Origin');
  if (config.origins.has(origin)) {
    ctx.set('Access-Control-Allow-Origin', origin);
    if (ctx.method === 'OPTIONS') {
      ctx.set({ 'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE', 'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match', 'Access-Control-Max-Age': '600' });
      ctx.status = 204;
      return;
    }
  }
  return next();
}

/** Reads a body that is not JSON, up to a limit that is counted and not believed. */
export async function readBytes(ctx: Context, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  if (Number(ctx.get('content-length')) > limit) throw new Refused(413, 'too_large');
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > limit) throw new Refused(413, 'too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
