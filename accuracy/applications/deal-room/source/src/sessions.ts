import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from './db.js';

const COOKIE = '__Host-session';
const HOURS = 12;
const options = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;
const digest = (token: string) => createHash('sha256').update(token).digest('hex');

declare module 'fastify' {
  interface FastifyRequest {
    userId: string;
  }
}

export const sessionOf = async (sql: Db, request: FastifyRequest): Promise<string | undefined> => {
  const token = request.cookies[COOKIE];
  if (!token || token.length > 64) return undefined;
  const [row] = await sql<{ user_id: string }[]>`
    SELECT user_id FROM sessions WHERE digest = ${digest(token)} AND expires_at > now()`;
  return row?.user_id;
};

export async function startSession(sql: Db, reply: FastifyReply, userId: string): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  await sql.begin(async (tx) => {
    await tx`DELETE FROM sessions WHERE user_id = ${userId} AND expires_at <= now()`;
    await tx`INSERT INTO sessions (digest, user_id, expires_at)
             VALUES (${digest(token)}, ${userId}, now() + make_interval(hours => ${HOURS}))`;
  });
  reply.setCookie(COOKIE, token, { ...options, maxAge: HOURS * 3600 });
}

export async function endSession(sql: Db, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = request.cookies[COOKIE];
  if (token) await sql`DELETE FROM sessions WHERE digest = ${digest(token)}`;
  reply.clearCookie(COOKIE, options);
}
