import Router from "@koa/router";
import Joi from "joi";
import { db } from "../db.js";
import { ownOrigin, throttle, validate } from "../middleware.js";
import { digest, hashPassword, passwordMatches } from "../security.js";
import { clearCookie, familyOf, openSession, presentedToken, respond, revokeFamily, rotate } from "../sessions.js";

export const auth = new Router({ prefix: "/auth" });
auth.use(ownOrigin);

const credentials = Joi.object({
  email: Joi.string().trim().lowercase().email({ tlds: false }).max(254).required(),
  password: Joi.string().min(1).max(200).required(),
});
const acceptance = Joi.object({
  token: Joi.string().pattern(/^[\w-]{43}$/).required(),
  password: Joi.string().min(12).max(200).invalid(Joi.ref("token")).required(),
});
const account = (ctx) => ctx.state.input.body.email;

auth.post(
  "/login",
  validate({ body: credentials }),
  throttle("login-address", 60, 900),
  throttle("login-account", 40, 900, account),
  throttle("login-pair", 10, 900, (ctx) => `${account(ctx)}|${ctx.ip}`),
  async (ctx) => {
    const { email, password } = ctx.state.input.body;
    const user = await db("users").where({ email, active: true }).first("id", "password_hash");
    if (!(await passwordMatches(password, user?.password_hash))) ctx.throw(401, "E-mail or password is wrong");
    await respond(ctx, await openSession(user.id));
  },
);

auth.post("/accept", throttle("accept", 20, 3600), validate({ body: acceptance }), async (ctx) => {
  const { token, password } = ctx.state.input.body;
  const password_hash = await hashPassword(password);
  const [user] = await db("users")
    .where({ invite_digest: digest(token), active: true })
    .where("invite_expires_at", ">", db.fn.now())
    .update({ password_hash, invite_digest: null, invite_expires_at: null }, ["id"]);
  if (!user) ctx.throw(400, "The invitation is not valid any more");
  await respond(ctx, await openSession(user.id));
});

auth.post("/refresh", throttle("refresh", 120, 900), async (ctx) => {
  const session = await rotate(presentedToken(ctx));
  if (!session) {
    clearCookie(ctx);
    ctx.throw(401, "Sign in again");
  }
  await respond(ctx, session);
});

auth.post("/logout", async (ctx) => {
  const family = await familyOf(presentedToken(ctx));
  if (family) await revokeFamily(family);
  clearCookie(ctx);
  ctx.status = 204;
});
