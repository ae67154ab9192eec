import Router from "@koa/router";
import Joi from "joi";
import { db, logger } from "../db.js";
import { atLeast, authenticate, throttle, validate } from "../middleware.js";
import { TenantStore } from "../repositories.js";
import { ROLES, digest, newSecret, outranks } from "../security.js";

export const users = new Router({ prefix: "/users" });
users.use(authenticate);

const INVITE_HOURS = 72;
const page = Joi.object({
  limit: Joi.number().integer().min(1).max(100).default(50),
  offset: Joi.number().integer().min(0).max(10_000).default(0),
});
const invitation = Joi.object({
  email: Joi.string().trim().lowercase().email({ tlds: false }).max(254).required(),
  name: Joi.string().trim().min(1).max(80).required(),
  role: Joi.string().valid(...ROLES).required(),
});
const change = Joi.object({ role: Joi.string().valid(...ROLES), active: Joi.boolean() }).min(1);

users.get("/me", async (ctx) => {
  const { id, name, role } = ctx.state.user;
  ctx.body = { id, name, role };
});

users.get("/", atLeast("dispatcher"), validate({ query: page }), async (ctx) => {
  ctx.body = { items: await new TenantStore(ctx.state.user).members(ctx.state.input.query) };
});

users.post(
  "/",
  atLeast("manager"),
  throttle("invite", 50, 3600, (ctx) => ctx.state.user.id),
  validate({ body: invitation }),
  async (ctx) => {
    const { user, input } = ctx.state;
    if (!outranks(user.role, input.body.role)) ctx.throw(403, "That role is not yours to give");
    const inviteToken = newSecret();
    const member = await new TenantStore(user).invite({
      ...input.body,
      invite_digest: digest(inviteToken),
      invite_expires_at: new Date(Date.now() + INVITE_HOURS * 3_600_000),
    });
    if (!member) ctx.throw(409, "This address cannot be invited");
    ctx.status = 201;
    ctx.body = { member, inviteToken };
  },
);

users.patch(
  "/:id",
  atLeast("manager"),
  validate({ params: Joi.object({ id: Joi.string().guid().required() }), body: change }),
  async (ctx) => {
    const { user, input } = ctx.state;
    await db.transaction(async (trx) => {
      const store = new TenantStore(user).within(trx);
      const target = await store.member(input.params.id, { lock: true });
      if (!target) ctx.throw(404, "No such colleague");
      const newRole = input.body.role ?? target.role;
      if (!outranks(user.role, target.role) || !outranks(user.role, newRole)) ctx.throw(403, "Not allowed");
      await store.changeMember(target.id, input.body);
      if (input.body.active === false) await store.endSessions(target.id);
    });
    logger.info({ audit: "member-changed", by: user.id, member: input.params.id, change: input.body });
    ctx.status = 204;
  },
);
