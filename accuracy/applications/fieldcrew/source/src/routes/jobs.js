import Router from "@koa/router";
import Joi from "joi";
import { db } from "../db.js";
import { atLeast, authenticate, throttle, validate } from "../middleware.js";
import { JOB_SORTS, TenantStore } from "../repositories.js";
import { digest } from "../security.js";

export const jobs = new Router({ prefix: "/jobs" });
jobs.use(authenticate);

const params = Joi.object({ id: Joi.string().guid().required() });
const listing = Joi.object({
  sort: Joi.string().valid(...Object.keys(JOB_SORTS)).default("due"),
  order: Joi.string().valid("asc", "desc").default("asc"),
  status: Joi.string().valid("open", "assigned", "done", "cancelled"),
  search: Joi.string().trim().min(2).max(60),
  limit: Joi.number().integer().min(1).max(100).default(25),
  offset: Joi.number().integer().min(0).max(10_000).default(0),
});
const creation = Joi.object({
  title: Joi.string().trim().min(3).max(140).required(),
  details: Joi.string().trim().max(5000).allow("").default(""),
  priority: Joi.number().integer().min(1).max(5).default(3),
  due_at: Joi.date().iso().required(),
});
const version = Joi.number().integer().min(1).required();

jobs.get("/", validate({ query: listing }), async (ctx) => {
  const { query } = ctx.state.input;
  const rows = await new TenantStore(ctx.state.user).listJobs(query);
  ctx.body = { items: rows.slice(0, query.limit), more: rows.length > query.limit };
});

jobs.get("/:id", validate({ params }), async (ctx) => {
  const job = await new TenantStore(ctx.state.user).job(ctx.state.input.params.id);
  if (!job) ctx.throw(404, "No such job");
  ctx.body = job;
});

jobs.post(
  "/",
  atLeast("dispatcher"),
  throttle("job-create", 300, 3600, (ctx) => ctx.state.user.id),
  validate({ body: creation }),
  async (ctx) => {
    const key = ctx.get("Idempotency-Key");
    if (!/^[\w-]{16,64}$/.test(key)) ctx.throw(400, "Idempotency-Key is missing or malformed");
    const { user, input } = ctx.state;
    const request_digest = digest(JSON.stringify(input.body));
    const entry = { user_id: user.id, key };

    const result = await db.transaction(async (trx) => {
      const first = await trx("idempotency_keys")
        .insert({ ...entry, request_digest }, ["key"])
        .onConflict(["user_id", "key"])
        .ignore();
      if (first.length === 0) return trx("idempotency_keys").where(entry).first("request_digest", "response");
      const response = await new TenantStore(user, trx).addJob(input.body);
      await trx("idempotency_keys").where(entry).update({ response: JSON.stringify(response) });
      return { request_digest, response };
    });

    if (result.request_digest !== request_digest) ctx.throw(422, "Idempotency-Key was used for another request");
    ctx.status = 201;
    ctx.body = result.response;
  },
);

jobs.put(
  "/:id/assignee",
  atLeast("dispatcher"),
  validate({ params, body: Joi.object({ assignee_id: Joi.string().guid().required(), version }) }),
  async (ctx) => {
    const { params: target, body } = ctx.state.input;
    const store = new TenantStore(ctx.state.user);
    const assignee = await store.member(body.assignee_id);
    if (!assignee?.active) ctx.throw(422, "No such colleague");
    const job = await store.changeJob(target.id, body.version, { assignee_id: assignee.id, status: "assigned" });
    if (!job) ctx.throw(409, "The job has changed or is gone");
    ctx.body = job;
  },
);

jobs.post("/:id/done", validate({ params, body: Joi.object({ version }) }), async (ctx) => {
  const { params: target, body } = ctx.state.input;
  const job = await new TenantStore(ctx.state.user).changeJob(target.id, body.version, { status: "done" });
  if (!job) ctx.throw(409, "The job has changed or is gone");
  ctx.body = job;
});
