"use strict";

const path = require("node:path");
const { randomUUID } = require("node:crypto");
const { RedisStore } = require("connect-redis");
const cookieParser = require("cookie-parser");
const express = require("express");
const session = require("express-session");
const helmet = require("helmet");
const multer = require("multer");
const pinoHttp = require("pino-http");
const config = require("./config");
const { csrf, loadUser } = require("./http");
const { logger, redis } = require("./infra");
const { mongoose } = require("./models");

const app = express();
app.disable("x-powered-by");
app.set("trust proxy", config.PROXY_HOPS);
app.set("query parser", "simple");
app.set("view engine", "ejs");
app.set("views", path.join(__dirname, "..", "views"));

app.use(pinoHttp({ logger, genReqId: () => randomUUID() }));
app.use(
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  }),
);

app.get("/healthz", async (req, res) => {
  const ready = mongoose.connection.readyState === 1 && redis.isReady;
  res.status(ready ? 200 : 503).json({ status: ready ? "ok" : "unavailable" });
});

app.use(require("./routes/payments"));
app.use("/assets", express.static(path.join(__dirname, "..", "assets"), { index: false, dotfiles: "deny" }));

app.use(
  session({
    name: `${config.cookiePrefix}garden.sid`,
    secret: config.SESSION_SECRETS,
    store: new RedisStore({ client: redis, prefix: "garden:session:" }),
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: "lax", secure: config.secureCookies, path: "/", maxAge: 12 * 3600 * 1000 },
  }),
);
app.use(cookieParser());
app.use((req, res, next) => {
  res.set("Cache-Control", "private, no-store");
  next();
});
app.use(loadUser);
app.use(require("./routes/account"));
app.use(require("./routes/plots"));

app.use((req, res) => res.status(404).render("error", { message: "Not found." }));

app.use((error, req, res, next) => {
  if (res.headersSent) return next(error);
  let status = error.status ?? 500;
  if (error instanceof multer.MulterError) status = 400;
  if (error === csrf.invalidCsrfTokenError) status = 403;
  if (status >= 500) req.log.error({ err: error }, "request failed");
  const message = error.expose && status < 500 ? error.message : "Something went wrong.";
  res.status(status);
  return res.locals.csrf ? res.render("error", { message }) : res.json({ error: message });
});

module.exports = app;
