"use strict";

const express = require("express");
const { doubleCsrf } = require("csrf-csrf");
const { mongoose, User } = require("./models");
const config = require("./config");

class HttpError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
    this.expose = true;
  }
}

/** Wraps a handler: validates the named parts of the request, then awaits it. */
function handle(schemas, fn) {
  return async (req, res, next) => {
    try {
      const input = {};
      for (const [part, schema] of Object.entries(schemas)) {
        const parsed = schema.safeParse(req[part]);
        if (!parsed.success) throw new HttpError(400, parsed.error.issues[0].message);
        input[part] = parsed.data;
      }
      await fn(req, res, input);
    } catch (error) {
      next(error);
    }
  };
}

const csrf = doubleCsrf({
  getSecret: () => config.CSRF_SECRET,
  getSessionIdentifier: (req) => req.session.id,
  cookieName: `${config.cookiePrefix}garden.csrf`,
  cookieOptions: { sameSite: "strict", path: "/", httpOnly: true, secure: config.secureCookies },
  getCsrfTokenFromRequest: (req) => req.body?._csrf,
});

const form = [express.urlencoded({ extended: false, limit: "20kb", parameterLimit: 30 }), csrf.doubleCsrfProtection];

async function loadUser(req, res, next) {
  try {
    res.locals.user = null;
    res.locals.notice = req.session.notice;
    delete req.session.notice;
    if (req.session.userId) {
      const user = await User.findById(req.session.userId).lean();
      if (user && user.sessionVersion === req.session.version) {
        req.user = res.locals.user = user;
      }
    }
    res.locals.csrf = () => {
      // Keeps the session, and with it the identifier the token is bound to.
      req.session.started ??= Date.now();
      return csrf.generateCsrfToken(req, res);
    };
    next();
  } catch (error) {
    next(error);
  }
}

function requireUser(req, res, next) {
  if (req.user) return next();
  if (req.method !== "GET") return next(new HttpError(401, "Please sign in."));
  return res.redirect(`/login?returnTo=${encodeURIComponent(req.originalUrl)}`);
}

const requireRole = (role) => (req, res, next) =>
  req.user?.role === role ? next() : next(new HttpError(403, "You may not do this."));

/** A path of this site, or the home page. */
function localPath(value) {
  try {
    const target = new URL(value, config.PUBLIC_URL);
    return target.origin === new URL(config.PUBLIC_URL).origin
      ? target.pathname.replace(/^\/{2,}/, "/") + target.search
      : "/";
  } catch {
    return "/";
  }
}

function objectId(req, res, next, value) {
  next(mongoose.isObjectIdOrHexString(value) ? undefined : new HttpError(404, "Not found."));
}

module.exports = { HttpError, handle, csrf, form, loadUser, requireUser, requireRole, localPath, objectId };
