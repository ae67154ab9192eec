import { sql } from "drizzle-orm";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
import { requestId, type RequestIdVariables } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { timeout } from "hono/timeout";
import { db } from "./db/client.js";
import { env } from "./env.js";
import { log } from "./lib/infra.js";
import { consoleRoutes } from "./routes/console.js";
import { eventRoutes } from "./routes/events.js";

export const app = new Hono<{ Variables: RequestIdVariables }>();

app.use(requestId({ headerName: "" }));
app.use(async (c, next) => {
  const started = performance.now();
  await next();
  c.header("x-request-id", c.get("requestId"));
  c.header("cache-control", "no-store");
  log.info({
    requestId: c.get("requestId"),
    method: c.req.method,
    path: c.req.path,
    status: c.res.status,
    ms: Math.round(performance.now() - started),
  });
});
app.use(secureHeaders());
app.use(
  "/console/*",
  cors({ origin: env.CONSOLE_ORIGINS, allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"], maxAge: 600 }),
);
app.use(timeout(15_000));
app.use(bodyLimit({ maxSize: 128 * 1024 }));

app.get("/healthz", async (c) => {
  await db.execute(sql`SELECT 1`);
  return c.json({ status: "ok" });
});
app.route("/console", consoleRoutes);
app.route("/v1", eventRoutes);

app.notFound((c) => c.json({ error: "Not found" }, 404));
app.onError((error, c) => {
  if (error instanceof HTTPException && error.status < 500) {
    return c.json({ error: error.message || "Request refused" }, error.status);
  }
  log.error({ err: error, requestId: c.get("requestId") }, "request failed");
  return c.json({ error: "Internal error", requestId: c.get("requestId") }, 500);
});
