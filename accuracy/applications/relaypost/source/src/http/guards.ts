import { getConnInfo } from "@hono/node-server/conninfo";
import { zValidator } from "@hono/zod-validator";
import { and, eq, gt, isNull } from "drizzle-orm";
import type { Context, ValidationTargets } from "hono";
import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { sign, verify } from "hono/jwt";
import { z, type ZodType } from "zod";
import { db } from "../db/client.js";
import { apiKeys, members } from "../db/schema.js";
import { env } from "../env.js";
import { digest } from "../lib/crypto.js";
import { redis } from "../lib/infra.js";

export type Member = { id: string; workspaceId: string; role: "viewer" | "admin" };
export type Scope = "events:write" | "deliveries:read";

const ISSUER = "relaypost";
const TOKEN_SECONDS = 30 * 60;
const claims = z.object({ sub: z.uuid(), ver: z.number().int(), exp: z.number() });

export function issueToken(memberId: string, version: number): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return sign({ iss: ISSUER, sub: memberId, ver: version, iat: now, exp: now + TOKEN_SECONDS }, env.JWT_SECRET, "HS256");
}

function bearer(c: Context): string {
  const match = /^Bearer ([\w.-]{20,2000})$/.exec(c.req.header("authorization") ?? "");
  if (!match?.[1]) throw new HTTPException(401, { message: "Credentials are missing" });
  return match[1];
}

async function readClaims(token: string) {
  try {
    return claims.parse(await verify(token, env.JWT_SECRET, { alg: "HS256", iss: ISSUER }));
  } catch {
    throw new HTTPException(401, { message: "Sign in again" });
  }
}

export const memberOnly = (role: Member["role"] = "viewer") =>
  createMiddleware<{ Variables: { member: Member } }>(async (c, next) => {
    const token = await readClaims(bearer(c));
    const [member] = await db
      .select({ id: members.id, workspaceId: members.workspaceId, role: members.role })
      .from(members)
      .where(and(eq(members.id, token.sub), eq(members.tokenVersion, token.ver)));
    if (!member) throw new HTTPException(401, { message: "Sign in again" });
    if (role === "admin" && member.role !== "admin") throw new HTTPException(403, { message: "Admins only" });
    c.set("member", member);
    await next();
  });

export const keyWith = (scope: Scope) =>
  createMiddleware<{ Variables: { workspaceId: string } }>(async (c, next) => {
    const [key] = await db
      .select({ id: apiKeys.id, workspaceId: apiKeys.workspaceId, scopes: apiKeys.scopes })
      .from(apiKeys)
      .where(and(eq(apiKeys.digest, digest(bearer(c))), isNull(apiKeys.revokedAt), gt(apiKeys.expiresAt, new Date())));
    if (!key) throw new HTTPException(401, { message: "The key is not valid" });
    if (!key.scopes.includes(scope)) throw new HTTPException(403, { message: `The key lacks ${scope}` });
    await assertWithin("key", key.id, 600, 60);
    c.set("workspaceId", key.workspaceId);
    await next();
  });

export function clientAddress(c: Context): string {
  const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const trusted = env.PROXY_HOPS > 0 ? forwarded.at(-env.PROXY_HOPS) : undefined;
  return trusted || (getConnInfo(c).remote.address ?? "unknown");
}

const COUNT = `
local hits = redis.call("INCR", KEYS[1])
if hits == 1 then redis.call("EXPIRE", KEYS[1], ARGV[1]) end
return hits`;

export async function assertWithin(scope: string, value: string, limit: number, seconds: number): Promise<void> {
  const hits = await redis.eval(COUNT, 1, `limit:${scope}:${digest(value)}`, seconds);
  if (Number(hits) > limit) throw new HTTPException(429, { message: "Too many requests" });
}

/** zod-validator with the one error shape of this API. */
export const valid = <T extends ZodType, P extends keyof ValidationTargets>(part: P, schema: T) =>
  zValidator(part, schema, (result) => {
    if (!result.success) throw new HTTPException(400, { message: result.error.issues[0]?.message ?? "Invalid input" });
  });
