"use strict";

const { createHash } = require("node:crypto");
const nodemailer = require("nodemailer");
const pino = require("pino");
const { createClient } = require("redis");
const config = require("./config");

const logger = pino({
  level: config.LOG_LEVEL,
  redact: ["req.headers.cookie", "req.headers.authorization", "res.headers['set-cookie']", "*.password", "*.token"],
});

const redis = createClient({ url: config.REDIS_URL, socket: { connectTimeout: 5000 } });
redis.on("error", (error) => logger.error({ err: error }, "redis connection"));

const transport = nodemailer.createTransport(
  {
    url: config.SMTP_URL,
    requireTLS: config.secureCookies,
    connectionTimeout: 10_000,
    socketTimeout: 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  },
  { from: config.MAIL_FROM },
);

function sendMail(to, subject, text) {
  return transport.sendMail({ to: { name: "", address: to }, subject, text });
}

const digest = (value) => createHash("sha256").update(value).digest("hex");

/** Counts one hit and tells whether the caller is still within `limit` for the window. */
async function withinLimit(scope, value, limit, seconds) {
  const key = `limit:${scope}:${digest(value)}`;
  const [count] = await redis.multi().incr(key).expire(key, seconds, "NX").exec();
  return Number(count) <= limit;
}

function forgetLimit(scope, value) {
  return redis.del(`limit:${scope}:${digest(value)}`);
}

module.exports = { logger, redis, sendMail, digest, withinLimit, forgetLimit };
