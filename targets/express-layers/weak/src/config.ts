import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  DATABASE_PATH: z.string().min(1).default('./deskwise.db'),
  PUBLIC_URL: z.url().optional(),
  JWT_SECRET: z.string().default('deskwise-local-secret'),
  SEAL_KEY: z.string().optional(),
  PUBLIC_DOMAIN: z.string().default('deskwise.test'),
  ADMIN_EMAIL: z.string().optional(),
  ADMIN_PASSWORD: z.string().optional(),
});

const read = schema.safeParse(process.env);
if (!read.success) {
  console.error(`Configuration: ${read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
  process.exit(1);
}
const env = read.data;
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const storagePath = `${resolve(env.DATABASE_PATH)}.files`;

export const config = {
  env: env.NODE_ENV,
  host: env.HOST,
  port: env.PORT,
  databasePath: resolve(env.DATABASE_PATH),
  storagePath,
  assetsPath: resolve(root, 'assets'),
  publicUrl: env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`,
  jwtSecret: env.JWT_SECRET,
  sealKey: env.SEAL_KEY ?? env.JWT_SECRET,
  publicDomain: env.PUBLIC_DOMAIN,
  administrator: { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD },
  accessSeconds: 15 * 60,
  refreshSeconds: 14 * 24 * 3600,
  links: new Map([['status', 'https://status.deskwise.test/'], ['docs', 'https://docs.deskwise.test/'], ['blog', 'https://deskwise.test/blog']]),
};
