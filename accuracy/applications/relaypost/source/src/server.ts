import { serve } from "@hono/node-server";
import { app } from "./app.js";
import { sqlClient } from "./db/client.js";
import { env } from "./env.js";
import { deliveryQueue, log, redis } from "./lib/infra.js";

const server = serve({
  fetch: app.fetch,
  port: env.PORT,
  serverOptions: { requestTimeout: 20_000, headersTimeout: 10_000 },
});
log.info({ port: env.PORT }, "listening");

function stop(signal: string): void {
  log.info({ signal }, "shutting down");
  setTimeout(() => process.exit(1), 15_000).unref();
  server.close(async () => {
    await Promise.allSettled([deliveryQueue.close(), redis.quit(), sqlClient.end({ timeout: 5 })]);
    process.exit(0);
  });
}
process.once("SIGTERM", () => stop("SIGTERM"));
process.once("SIGINT", () => stop("SIGINT"));
