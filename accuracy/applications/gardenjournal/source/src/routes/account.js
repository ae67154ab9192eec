"use strict";

const { randomBytes } = require("node:crypto");
const { promisify } = require("node:util");
const argon2 = require("argon2");
const express = require("express");
const { z } = require("zod");
const config = require("../config");
const { HttpError, form, handle, localPath, requireUser } = require("../http");
const { digest, forgetLimit, logger, sendMail, withinLimit } = require("../infra");
const { User, mongoose } = require("../models");

const router = express.Router();
const RESET_MINUTES = 30;

const email = z.string().trim().toLowerCase().max(254).pipe(z.email("That is not an e-mail address."));
const newPassword = z
  .string()
  .min(12, "Please choose a password of at least 12 characters.")
  .max(200)
  .refine((value) => new Set(value).size >= 6, "Please choose a password that is less repetitive.");
const loginBody = z.object({ email, password: z.string().min(1).max(200), returnTo: z.string().max(500).default("/") });
const returnQuery = z.object({ returnTo: z.string().max(500).default("/") });
const resetBody = z.object({ token: z.string().regex(/^[\w-]{43}$/, "The link is not valid."), password: newPassword });
const changeBody = z.object({ current: z.string().min(1).max(200), password: newPassword });

// Verified against when the account is unknown, so that both cases take as long.
const placeholderHash = argon2.hash(randomBytes(24).toString("base64"));

function page(res, view) {
  return res.render("account", { token: "", returnTo: "/", ...view });
}

async function startSession(req, user) {
  await promisify(req.session.regenerate).call(req.session);
  req.session.userId = String(user._id);
  req.session.version = user.sessionVersion;
}

router.get(
  "/login",
  handle({ query: returnQuery }, async (req, res, { query }) => {
    page(res, { mode: "login", returnTo: localPath(query.returnTo) });
  }),
);

router.post(
  "/login",
  ...form,
  handle({ body: loginBody }, async (req, res, { body }) => {
    const pair = `${body.email}|${req.ip}`;
    const allowed = await Promise.all([
      withinLimit("login-pair", pair, 8, 900),
      withinLimit("login-account", body.email, 40, 900),
      withinLimit("login-address", req.ip, 60, 900),
    ]);
    if (allowed.includes(false)) throw new HttpError(429, "Too many attempts. Please wait a while.");

    const user = await User.findOne({ email: body.email }).select("+passwordHash").lean();
    const matches = await argon2.verify(user ? user.passwordHash : await placeholderHash, body.password);
    if (!user || !matches) throw new HttpError(401, "E-mail or password is not right.");

    await forgetLimit("login-pair", pair);
    await startSession(req, user);
    res.redirect(303, localPath(body.returnTo));
  }),
);

router.post(
  "/logout",
  ...form,
  handle({}, async (req, res) => {
    await promisify(req.session.destroy).call(req.session);
    res.clearCookie(`${config.cookiePrefix}garden.sid`, { path: "/", secure: config.secureCookies });
    res.redirect(303, "/login");
  }),
);

router.get(
  "/forgot",
  handle({}, async (req, res) => page(res, { mode: "forgot" })),
);

async function mailResetLink(address) {
  const token = randomBytes(32).toString("base64url");
  const user = await User.findOneAndUpdate(
    { email: address },
    { reset: { digest: digest(token), expiresAt: new Date(Date.now() + RESET_MINUTES * 60_000) } },
  );
  if (!user) return;
  const link = new URL(`/reset#${token}`, config.PUBLIC_URL);
  await sendMail(user.email, "Choose a new password", `Open this link within ${RESET_MINUTES} minutes:\n\n${link}\n`);
}

router.post(
  "/forgot",
  ...form,
  handle({ body: z.object({ email }) }, async (req, res, { body }) => {
    const allowed = await Promise.all([
      withinLimit("reset-account", body.email, 3, 3600),
      withinLimit("reset-address", req.ip, 15, 3600),
    ]);
    if (!allowed.includes(false)) {
      mailResetLink(body.email).catch((error) => logger.error({ err: error }, "reset mail"));
    }
    req.session.notice = "If the address is known, a message is on its way.";
    res.redirect(303, "/login");
  }),
);

router.get(
  "/reset",
  handle({}, async (req, res) => page(res, { mode: "reset" })),
);

router.post(
  "/reset",
  ...form,
  handle({ body: resetBody }, async (req, res, { body }) => {
    if (!(await withinLimit("reset-use", req.ip, 20, 3600))) throw new HttpError(429, "Please wait a while.");
    const passwordHash = await argon2.hash(body.password);
    const user = await User.findOneAndUpdate(
      { "reset.digest": digest(body.token), "reset.expiresAt": mongoose.trusted({ $gt: new Date() }) },
      { $set: { passwordHash }, $unset: { reset: 1 }, $inc: { sessionVersion: 1 } },
    );
    if (!user) throw new HttpError(400, "The link is not valid any more.");
    req.session.notice = "Your password has been changed.";
    res.redirect(303, "/login");
  }),
);

router.get(
  "/password",
  requireUser,
  handle({}, async (req, res) => page(res, { mode: "change" })),
);

router.post(
  "/password",
  requireUser,
  ...form,
  handle({ body: changeBody }, async (req, res, { body }) => {
    if (!(await withinLimit("change", String(req.user._id), 6, 900))) throw new HttpError(429, "Please wait a while.");
    const user = await User.findById(req.user._id).select("+passwordHash");
    if (!(await argon2.verify(user.passwordHash, body.current))) throw new HttpError(403, "The password is not right.");
    user.passwordHash = await argon2.hash(body.password);
    user.sessionVersion += 1;
    await user.save();
    await startSession(req, user);
    res.redirect(303, "/");
  }),
);

module.exports = router;
