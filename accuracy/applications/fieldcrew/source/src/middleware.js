import { randomUUID } from "node:crypto";
import { config } from "./config.js";
import { db, logger } from "./db.js";
import { digest, reaches, readAccessToken } from "./security.js";

export async function requestLog(ctx, next) {
  const started = performance.now();
  ctx.state.requestId = randomUUID();
  ctx.set("X-Request-Id", ctx.state.requestId);
  ctx.set("Cache-Control", "no-store");
  try {
    await next();
  } finally {
    logger.info({
      request: ctx.state.requestId,
      method: ctx.method,
      path: ctx.path,
      status: ctx.status,
      user: ctx.state.user?.id,
      ms: Math.round(performance.now() - started),
    });
  }
}

export async function errors(ctx, next) {
  try {
    await next();
    if (ctx.status === 404 && ctx.body == null) ctx.throw(404, "Not found");
  } catch (error) {
    ctx.status = error.expose ? error.status : 500;
    ctx.body = { error: error.expose ? error.message : "Internal error", request: ctx.state.requestId };
    if (!error.expose) logger.error({ err: error, request: ctx.state.requestId }, "request failed");
  }
}

export const validate = (schemas) => async (ctx, next) => {
  ctx.state.input = {};
  const parts = { body: ctx.request.body ?? {}, query: ctx.query, params: ctx.params };
  for (const [part, schema] of Object.entries(schemas)) {
    const { value, error } = schema.validate(parts[part], { allowUnknown: false });
    if (error) ctx.throw(400, error.details[0].message);
    ctx.state.input[part] = value;
  }
  await next();
};

export async function authenticate(ctx, next) {
  const [scheme, token] = ctx.get("Authorization").split(" ");
  if (scheme !== "Bearer" || !token) ctx.throw(401, "Sign in first");
  let claims;
  try {
    claims = await readAccessToken(token);
  } catch {
    ctx.throw(401, "Sign in again");
  }
  // Role and membership come from the database, so changes count at once.
  const user = await db("users")
    .where({ id: claims.sub, active: true })
    .whereExists(
      db("refresh_tokens")
        .select(db.raw("1"))
        .where({ family: claims.fam, user_id: claims.sub })
        .whereNull("revoked_at")
        .where("expires_at", ">", db.fn.now()),
    )
    .first("id", "tenant_id", "role", "name");
  if (!user) ctx.throw(401, "Sign in again");
  ctx.state.user = user;
  await next();
}

export const atLeast = (role) => async (ctx, next) => {
  if (!reaches(ctx.state.user.role, role)) ctx.throw(403, "Not allowed");
  await next();
};

/** Cookie-bearing endpoints answer only to pages of our own origins. */
export async function ownOrigin(ctx, next) {
  if (!config.origins.has(ctx.get("Origin"))) ctx.throw(403, "Unknown origin");
  await next();
}

export async function countHit(scope, value, limit, seconds) {
  const { rows } = await db.raw(
    `INSERT INTO rate_counters AS c (key, hits, resets_at)
     VALUES (:key, 1, now() + make_interval(secs => :seconds))
     ON CONFLICT (key) DO UPDATE SET
       hits = CASE WHEN c.resets_at <= now() THEN 1 ELSE c.hits + 1 END,
       resets_at = CASE WHEN c.resets_at <= now() THEN excluded.resets_at ELSE c.resets_at END
     RETURNING hits`,
    { key: `${scope}:${digest(value)}`, seconds },
  );
  return rows[0].hits <= limit;
}

export const throttle = (scope, limit, seconds, pick = (ctx) => ctx.ip) => async (ctx, next) => {
  if (!(await countHit(scope, pick(ctx), limit, seconds))) {
    ctx.set("Retry-After", String(seconds));
    ctx.throw(429, "Too many requests");
  }
  await next();
};
