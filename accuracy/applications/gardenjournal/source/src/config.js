"use strict";

const { z } = require("zod");

const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("production"),
  PORT: z.coerce.number().int().min(1).max(65535).default(8080),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  MONGO_URL: z.string().startsWith("mongodb"),
  REDIS_URL: z.string().startsWith("redis"),
  SESSION_SECRETS: z
    .string()
    .transform((value) => value.split(","))
    .pipe(z.array(z.string().min(32)).min(1)),
  CSRF_SECRET: z.string().min(32),
  WEBHOOK_SECRET: z.string().min(32),
  SMTP_URL: z.string().startsWith("smtp"),
  MAIL_FROM: z.email(),
  PHOTO_DIR: z.string().min(1),
  PROXY_HOPS: z.coerce.number().int().min(0).max(3).default(1),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

const parsed = schema.safeParse(process.env);
if (!parsed.success) {
  const names = parsed.error.issues.map((issue) => issue.path.join("."));
  throw new Error(`Invalid environment: ${names.join(", ")}`);
}

const env = parsed.data;
const secureCookies = env.NODE_ENV === "production";
if (secureCookies && !env.PUBLIC_URL.startsWith("https://")) {
  throw new Error("PUBLIC_URL must be https in production");
}

module.exports = Object.freeze({ ...env, secureCookies, cookiePrefix: secureCookies ? "__Host-" : "" });
