"use strict";

const fs = require("node:fs/promises");
const app = require("./app");
const config = require("./config");
const { logger, redis } = require("./infra");
const { mongoose } = require("./models");

async function main() {
  await fs.mkdir(config.PHOTO_DIR, { recursive: true, mode: 0o750 });
  await redis.connect();
  await mongoose.connect(config.MONGO_URL, { serverSelectionTimeoutMS: 5000, socketTimeoutMS: 30_000, maxPoolSize: 20 });

  const server = app.listen(config.PORT, () => logger.info({ port: config.PORT }, "listening"));
  server.requestTimeout = 30_000;
  server.headersTimeout = 15_000;
  server.keepAliveTimeout = 10_000;

  const stop = (signal) => {
    logger.info({ signal }, "shutting down");
    setTimeout(() => process.exit(1), 15_000).unref();
    server.close(async () => {
      await Promise.allSettled([mongoose.disconnect(), redis.close()]);
      process.exit(0);
    });
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

main().catch((error) => {
  logger.fatal({ err: error }, "start failed");
  process.exit(1);
});
