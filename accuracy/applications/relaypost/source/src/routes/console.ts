import { hash, verify } from "@node-rs/argon2";
import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { db } from "../db/client.js";
import { apiKeys, endpoints, members } from "../db/schema.js";
import { assertWithin, clientAddress, issueToken, memberOnly, valid } from "../http/guards.js";
import { digest, newToken, seal } from "../lib/crypto.js";
import { log } from "../lib/infra.js";
import { BlockedTargetError, parseTarget } from "../lib/safe-fetch.js";

const MAX_ENDPOINTS = 50;
const MAX_KEYS = 50;
const placeholder = hash(randomUUID());

const credentials = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  password: z.string().min(1).max(200),
});
const passwordChange = z.object({ current: z.string().min(1).max(200), password: z.string().min(12).max(200) });
const keyRequest = z.object({
  label: z.string().trim().min(1).max(60),
  scopes: z.array(z.enum(["events:write", "deliveries:read"])).min(1).max(2),
  days: z.number().int().min(1).max(365).default(90),
});
const endpointSorts = { newest: desc(endpoints.createdAt), url: asc(endpoints.url) } as const;
const endpointQuery = z.object({ sort: z.enum(["newest", "url"]).default("newest") });
const byId = z.object({ id: z.uuid() });

function allowedUrl(value: string): string {
  try {
    return parseTarget(value).href;
  } catch (error) {
    if (error instanceof BlockedTargetError) throw new HTTPException(422, { message: error.message });
    throw error;
  }
}

/** Serialises what counts rows of a workspace before it adds one. */
async function lockWorkspace(tx: Pick<typeof db, "execute">, workspaceId: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${workspaceId}, 0))`);
}

export const consoleRoutes = new Hono()
  .post("/login", valid("json", credentials), async (c) => {
    const { email, password } = c.req.valid("json");
    const address = clientAddress(c);
    await assertWithin("login-address", address, 60, 900);
    await assertWithin("login-account", email, 40, 900);
    await assertWithin("login-pair", `${email}|${address}`, 10, 900);
    const [member] = await db.select().from(members).where(eq(members.email, email));
    const matches = await verify(member?.passwordHash ?? (await placeholder), password);
    if (!member || !matches) throw new HTTPException(401, { message: "E-mail or password is wrong" });
    return c.json({ token: await issueToken(member.id, member.tokenVersion) });
  })
  .put("/password", memberOnly(), valid("json", passwordChange), async (c) => {
    const { current, password } = c.req.valid("json");
    const { id } = c.get("member");
    await assertWithin("password", id, 6, 900);
    const [member] = await db.select().from(members).where(eq(members.id, id));
    if (!member || !(await verify(member.passwordHash, current))) {
      throw new HTTPException(403, { message: "The password is wrong" });
    }
    await db
      .update(members)
      .set({ passwordHash: await hash(password), tokenVersion: sql`${members.tokenVersion} + 1` })
      .where(eq(members.id, id));
    return c.body(null, 204);
  })
  .get("/keys", memberOnly("admin"), async (c) => {
    const rows = await db
      .select({ id: apiKeys.id, label: apiKeys.label, scopes: apiKeys.scopes, expiresAt: apiKeys.expiresAt })
      .from(apiKeys)
      .where(and(eq(apiKeys.workspaceId, c.get("member").workspaceId), isNull(apiKeys.revokedAt)))
      .orderBy(desc(apiKeys.createdAt))
      .limit(MAX_KEYS);
    return c.json({ items: rows });
  })
  .post("/keys", memberOnly("admin"), valid("json", keyRequest), async (c) => {
    const { label, scopes, days } = c.req.valid("json");
    const { id: memberId, workspaceId } = c.get("member");
    await assertWithin("new-key", workspaceId, 30, 86_400);
    const key = newToken("rp");
    const expiresAt = new Date(Date.now() + days * 86_400_000);
    const row = await db.transaction(async (tx) => {
      await lockWorkspace(tx, workspaceId);
      const active = await tx.$count(apiKeys, and(eq(apiKeys.workspaceId, workspaceId), isNull(apiKeys.revokedAt)));
      if (active >= MAX_KEYS) throw new HTTPException(409, { message: "Revoke a key first" });
      const [created] = await tx
        .insert(apiKeys)
        .values({ workspaceId, label, scopes, digest: digest(key), expiresAt })
        .returning({ id: apiKeys.id });
      return created;
    });
    log.info({ audit: "key-created", memberId, keyId: row?.id });
    // The only time the key itself is shown.
    return c.json({ id: row?.id, key, expiresAt }, 201);
  })
  .delete("/keys/:id", memberOnly("admin"), valid("param", byId), async (c) => {
    const { id: memberId, workspaceId } = c.get("member");
    const { id } = c.req.valid("param");
    const revoked = await db
      .update(apiKeys)
      .set({ revokedAt: new Date() })
      .where(and(eq(apiKeys.id, id), eq(apiKeys.workspaceId, workspaceId), isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id });
    if (revoked.length === 0) throw new HTTPException(404, { message: "No such key" });
    log.info({ audit: "key-revoked", memberId, keyId: id });
    return c.body(null, 204);
  })
  .get("/endpoints", memberOnly(), valid("query", endpointQuery), async (c) => {
    const rows = await db
      .select({ id: endpoints.id, url: endpoints.url, enabled: endpoints.enabled, createdAt: endpoints.createdAt })
      .from(endpoints)
      .where(eq(endpoints.workspaceId, c.get("member").workspaceId))
      .orderBy(endpointSorts[c.req.valid("query").sort], endpoints.id)
      .limit(MAX_ENDPOINTS);
    return c.json({ items: rows });
  })
  .post("/endpoints", memberOnly("admin"), valid("json", z.object({ url: z.string().max(500) })), async (c) => {
    const url = allowedUrl(c.req.valid("json").url);
    const { workspaceId } = c.get("member");
    const id = randomUUID();
    const secret = newToken("sign");
    await db.transaction(async (tx) => {
      await lockWorkspace(tx, workspaceId);
      if ((await tx.$count(endpoints, eq(endpoints.workspaceId, workspaceId))) >= MAX_ENDPOINTS) {
        throw new HTTPException(409, { message: "There are too many endpoints" });
      }
      await tx.insert(endpoints).values({ id, workspaceId, url, sealedSecret: seal(secret, id) });
    });
    return c.json({ id, url, secret }, 201);
  })
  .patch("/endpoints/:id", memberOnly("admin"), valid("param", byId), valid("json", z.object({ enabled: z.boolean() })), async (c) => {
    const changed = await db
      .update(endpoints)
      .set({ enabled: c.req.valid("json").enabled })
      .where(and(eq(endpoints.id, c.req.valid("param").id), eq(endpoints.workspaceId, c.get("member").workspaceId)))
      .returning({ id: endpoints.id });
    if (changed.length === 0) throw new HTTPException(404, { message: "No such endpoint" });
    return c.body(null, 204);
  });
