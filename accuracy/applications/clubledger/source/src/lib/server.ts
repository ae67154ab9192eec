import "server-only";
import { createHash } from "node:crypto";
import { PrismaClient } from "@prisma/client";
import { headers } from "next/headers";
import { pino } from "pino";
import { z } from "zod";

const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("production"),
  DATABASE_URL: z.string().startsWith("postgres"),
  BANK_WEBHOOK_SECRET: z.string().min(32),
  APP_ORIGIN: z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin),
  PROXY_HOPS: z.coerce.number().int().min(1).max(3).default(1),
});

function readEnv() {
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    throw new Error(`Invalid environment: ${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")}`);
  }
  return Object.freeze(parsed.data);
}

export const env = readEnv();

export const log = pino({
  redact: ["cookie", "authorization", "*.password", "*.passwordHash", "*.token", "*.email"],
});

// One client per process, also across reloads of the development server.
const shared = globalThis as { prisma?: PrismaClient };
export const prisma = shared.prisma ?? new PrismaClient({ transactionOptions: { maxWait: 3000, timeout: 8000 } });
if (env.NODE_ENV === "development") shared.prisma = prisma;

export const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

export async function clientAddress(): Promise<string> {
  const forwarded = ((await headers()).get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return forwarded.at(-env.PROXY_HOPS) || "unknown";
}

export async function withinLimit(scope: string, value: string, limit: number, seconds: number): Promise<boolean> {
  const key = `${scope}:${digest(value)}`;
  const rows = await prisma.$queryRaw<{ hits: number }[]>`
    INSERT INTO "HitCounter" AS c ("key", "hits", "resetsAt")
    VALUES (${key}, 1, now() + make_interval(secs => ${seconds}::double precision))
    ON CONFLICT ("key") DO UPDATE SET
      "hits" = CASE WHEN c."resetsAt" <= now() THEN 1 ELSE c."hits" + 1 END,
      "resetsAt" = CASE WHEN c."resetsAt" <= now() THEN excluded."resetsAt" ELSE c."resetsAt" END
    RETURNING "hits"`;
  return (rows[0]?.hits ?? Infinity) <= limit;
}
