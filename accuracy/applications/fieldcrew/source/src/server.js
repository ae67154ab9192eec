import { createApp } from "./app.js";
import { config } from "./config.js";
import { db, logger } from "./db.js";

const server = createApp().listen(config.PORT, () => logger.info({ port: config.PORT }, "listening"));
server.requestTimeout = 20_000;
server.headersTimeout = 10_000;

async function sweep() {
  try {
    await db("rate_counters").where("resets_at", "<", db.fn.now()).del();
    await db("refresh_tokens").where("expires_at", "<", db.fn.now()).del();
    await db("idempotency_keys").whereRaw("created_at < now() - interval '2 days'").del();
  } catch (error) {
    logger.error({ err: error }, "sweep failed");
  }
}
const timer = setInterval(sweep, 10 * 60_000);

function stop(signal) {
  logger.info({ signal }, "shutting down");
  clearInterval(timer);
  setTimeout(() => process.exit(1), 15_000).unref();
  server.close(() => db.destroy().finally(() => process.exit(0)));
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
