import { and, desc, eq, sql } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { db } from "../db/client.js";
import { deliveries, endpoints, events } from "../db/schema.js";
import { keyWith, valid } from "../http/guards.js";
import { enqueue, log } from "../lib/infra.js";

const eventBody = z.object({
  type: z.string().regex(/^[a-z]+(\.[a-z_]+){1,3}$/).max(80),
  payload: z.record(z.string().max(100), z.json()),
});
const eventHeaders = z.object({ "idempotency-key": z.string().regex(/^[\w-]{16,64}$/) });
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);
const listing = z.object({
  state: z.enum(["pending", "delivered", "failed"]).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
});

function readCursor(text: string) {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw new HTTPException(400, { message: "The cursor is not valid" });
  }
}

const writeCursor = (row: { createdAt: Date; id: string }) =>
  Buffer.from(JSON.stringify([row.createdAt.toISOString(), row.id])).toString("base64url");

export const eventRoutes = new Hono()
  .post("/events", keyWith("events:write"), valid("header", eventHeaders), valid("json", eventBody), async (c) => {
    const workspaceId = c.get("workspaceId");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const body = c.req.valid("json");

    const outcome = await db.transaction(async (tx) => {
      const [event] = await tx
        .insert(events)
        .values({ workspaceId, idempotencyKey, ...body })
        .onConflictDoNothing({ target: [events.workspaceId, events.idempotencyKey] })
        .returning({ id: events.id });
      if (!event) {
        const [known] = await tx
          .select({ id: events.id })
          .from(events)
          .where(and(eq(events.workspaceId, workspaceId), eq(events.idempotencyKey, idempotencyKey)));
        return { eventId: known?.id, queued: [] };
      }
      const targets = await tx
        .select({ id: endpoints.id })
        .from(endpoints)
        .where(and(eq(endpoints.workspaceId, workspaceId), eq(endpoints.enabled, true)));
      if (targets.length === 0) return { eventId: event.id, queued: [] };
      const queued = await tx
        .insert(deliveries)
        .values(targets.map((target) => ({ workspaceId, eventId: event.id, endpointId: target.id })))
        .returning({ id: deliveries.id });
      return { eventId: event.id, queued };
    });

    // Should the queue be away, the worker's sweep picks the rows up later.
    await enqueue(outcome.queued.map((row) => row.id)).catch((err) => log.error({ err }, "enqueue failed"));
    return c.json({ id: outcome.eventId }, 202);
  })
  .get("/deliveries", keyWith("deliveries:read"), valid("query", listing), async (c) => {
    const { state, limit, cursor } = c.req.valid("query");
    const conditions = [eq(deliveries.workspaceId, c.get("workspaceId"))];
    if (state) conditions.push(eq(deliveries.state, state));
    if (cursor) {
      const [at, id] = readCursor(cursor);
      conditions.push(sql`(${deliveries.createdAt}, ${deliveries.id}) < (${at}::timestamptz, ${id}::uuid)`);
    }
    const rows = await db
      .select({
        id: deliveries.id,
        eventId: deliveries.eventId,
        endpointId: deliveries.endpointId,
        state: deliveries.state,
        attempts: deliveries.attempts,
        lastStatus: deliveries.lastStatus,
        createdAt: deliveries.createdAt,
      })
      .from(deliveries)
      .where(and(...conditions))
      .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
      .limit(limit);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return c.json({ items: rows, next: last ? writeCursor(last) : null });
  });
