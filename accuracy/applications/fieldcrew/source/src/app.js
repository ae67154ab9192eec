import { bodyParser } from "@koa/bodyparser";
import cors from "@koa/cors";
import Router from "@koa/router";
import Koa from "koa";
import helmet from "koa-helmet";
import { config } from "./config.js";
import { db } from "./db.js";
import { errors, requestLog } from "./middleware.js";
import { auth } from "./routes/auth.js";
import { jobs } from "./routes/jobs.js";
import { users } from "./routes/users.js";

export function createApp() {
  const app = new Koa({ proxy: config.PROXY_HOPS > 0, maxIpsCount: config.PROXY_HOPS });

  app.use(requestLog);
  app.use(helmet());
  app.use(
    cors({
      origin: (ctx) => (config.origins.has(ctx.get("Origin")) ? ctx.get("Origin") : ""),
      credentials: true,
      allowMethods: ["GET", "POST", "PUT", "PATCH"],
      allowHeaders: ["Authorization", "Content-Type", "Idempotency-Key"],
      maxAge: 600,
    }),
  );
  app.use(errors);
  app.use(
    bodyParser({
      enableTypes: ["json"],
      jsonLimit: "64kb",
      onError: (error, ctx) => ctx.throw(400, "The body could not be read"),
    }),
  );

  const health = new Router();
  health.get("/healthz", async (ctx) => {
    await db.raw("SELECT 1").timeout(2000);
    ctx.body = { status: "ok" };
  });

  for (const router of [health, auth, jobs, users]) {
    app.use(router.routes()).use(router.allowedMethods());
  }
  return app;
}
