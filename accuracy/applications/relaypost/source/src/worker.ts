import { UnrecoverableError, Worker, type Job } from "bullmq";
import { and, asc, eq, lt, sql } from "drizzle-orm";
import { Redis } from "ioredis";
import { db, sqlClient } from "./db/client.js";
import { deliveries, endpoints, events } from "./db/schema.js";
import { env } from "./env.js";
import { signPayload, unseal } from "./lib/crypto.js";
import { deliveryQueue, enqueue, log, QUEUE, redis, type DeliveryJob } from "./lib/infra.js";
import { BlockedTargetError, postJson } from "./lib/safe-fetch.js";

async function loadPending(deliveryId: string) {
  const [row] = await db
    .select({ delivery: deliveries, endpoint: endpoints, event: events })
    .from(deliveries)
    .innerJoin(endpoints, eq(endpoints.id, deliveries.endpointId))
    .innerJoin(events, eq(events.id, deliveries.eventId))
    .where(and(eq(deliveries.id, deliveryId), eq(deliveries.state, "pending"), eq(endpoints.enabled, true)));
  return row;
}

async function deliver(job: Job<DeliveryJob>): Promise<void> {
  const row = await loadPending(job.data.deliveryId);
  if (!row) return;
  const { endpoint, event } = row;
  const body = JSON.stringify({ id: event.id, type: event.type, createdAt: event.createdAt, payload: event.payload });
  const timestamp = Math.floor(Date.now() / 1000);

  let status: number | undefined;
  try {
    status = await postJson(endpoint.url, body, {
      "relaypost-event": event.id,
      "relaypost-timestamp": String(timestamp),
      "relaypost-signature": signPayload(unseal(endpoint.sealedSecret, endpoint.id), timestamp, body),
    });
  } catch (error) {
    if (error instanceof BlockedTargetError) throw new UnrecoverableError(error.message);
    throw error;
  } finally {
    await db
      .update(deliveries)
      .set({
        attempts: sql`${deliveries.attempts} + 1`,
        lastStatus: status ?? null,
        ...(status !== undefined && status >= 200 && status < 300 ? { state: "delivered" as const } : {}),
      })
      .where(eq(deliveries.id, row.delivery.id));
  }
  if (status < 200 || status >= 300) throw new Error(`endpoint answered ${status}`);
}

async function giveUp(job: Job<DeliveryJob> | undefined, error: Error): Promise<void> {
  if (!job) return;
  const last = error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
  log.warn({ deliveryId: job.data.deliveryId, attempt: job.attemptsMade, reason: error.message, last }, "delivery failed");
  if (!last) return;
  await db
    .update(deliveries)
    .set({ state: "failed" })
    .where(and(eq(deliveries.id, job.data.deliveryId), eq(deliveries.state, "pending")));
}

/** Queues what was stored but never reached the queue. Jobs that are queued keep their id. */
async function sweep(): Promise<void> {
  const rows = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .innerJoin(endpoints, and(eq(endpoints.id, deliveries.endpointId), eq(endpoints.enabled, true)))
    .where(and(eq(deliveries.state, "pending"), lt(deliveries.createdAt, new Date(Date.now() - 60_000))))
    .orderBy(asc(deliveries.createdAt))
    .limit(500);
  await enqueue(rows.map((row) => row.id));
}

const connection = new Redis(env.REDIS_URL, { maxRetriesPerRequest: null });
const worker = new Worker<DeliveryJob>(QUEUE, deliver, { connection, concurrency: 10, lockDuration: 60_000 });
worker.on("failed", (job, error) => {
  giveUp(job, error).catch((err) => log.error({ err }, "could not record the failure"));
});
worker.on("error", (err) => log.error({ err }, "worker"));

const timer = setInterval(() => {
  sweep().catch((err) => log.error({ err }, "sweep"));
}, 60_000);

async function stop(signal: string): Promise<void> {
  log.info({ signal }, "worker stops");
  clearInterval(timer);
  setTimeout(() => process.exit(1), 30_000).unref();
  await worker.close();
  await Promise.allSettled([deliveryQueue.close(), connection.quit(), redis.quit(), sqlClient.end({ timeout: 5 })]);
  process.exit(0);
}
process.once("SIGTERM", () => void stop("SIGTERM"));
process.once("SIGINT", () => void stop("SIGINT"));
