import { z } from "zod";

const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("production"),
  PORT: z.coerce.number().int().min(1).max(65535).default(8080),
  DATABASE_URL: z.string().startsWith("postgres"),
  DATABASE_TLS: z.enum(["verify-full", "off"]).default("verify-full"),
  REDIS_URL: z.string().startsWith("redis"),
  JWT_SECRET: z.string().min(48),
  SECRETS_KEY: z.string().regex(/^[0-9a-f]{64}$/),
  CONSOLE_ORIGINS: z.string().transform((list) => list.split(",").map((item) => new URL(item.trim()).origin)),
  PROXY_HOPS: z.coerce.number().int().min(0).max(3).default(1),
});

const parsed = schema.safeParse(process.env);
if (!parsed.success) {
  const names = parsed.error.issues.map((issue) => issue.path.join("."));
  throw new Error(`Invalid environment: ${names.join(", ")}`);
}
if (parsed.data.NODE_ENV === "production" && parsed.data.DATABASE_TLS === "off") {
  throw new Error("DATABASE_TLS must be on in production");
}

export const env = Object.freeze(parsed.data);
