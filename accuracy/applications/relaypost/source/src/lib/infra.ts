import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { pino } from "pino";
import { env } from "../env.js";

export const log = pino({
  level: env.NODE_ENV === "development" ? "debug" : "info",
  redact: ["authorization", "*.authorization", "*.password", "*.secret", "*.token", "*.apiKey"],
});

export const redis = new Redis(env.REDIS_URL, { maxRetriesPerRequest: 2, connectTimeout: 5000, commandTimeout: 3000 });
redis.on("error", (err) => log.error({ err }, "redis"));

export type DeliveryJob = { deliveryId: string };
export const QUEUE = "deliveries";

export const deliveryQueue = new Queue<DeliveryJob>(QUEUE, {
  connection: new Redis(env.REDIS_URL, { maxRetriesPerRequest: 2 }),
  defaultJobOptions: {
    attempts: 8,
    backoff: { type: "exponential", delay: 5000 },
    removeOnComplete: true,
    removeOnFail: true,
  },
});

export async function enqueue(deliveryIds: string[]): Promise<void> {
  await deliveryQueue.addBulk(
    deliveryIds.map((deliveryId) => ({ name: "deliver", data: { deliveryId }, opts: { jobId: deliveryId } })),
  );
}
