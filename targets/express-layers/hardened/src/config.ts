import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  DATABASE_PATH: z.string().min(1).default('./deskwise.db'),
  PUBLIC_URL: z.url().optional(),
  JWT_SECRET: z.string().min(32).optional(),
  REFRESH_SECRET: z.string().min(32).optional(),
  SEAL_KEY: z.string().min(32).optional(),
  CORS_ORIGINS: z.string().default('https://app.deskwise.test'),
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

/** A deployment sets the secrets; without them each start makes its own and older tokens end. */
const secret = (value: string | undefined) => value ?? randomBytes(48).toString('base64url');

/** Stored values have to be opened after a restart, so this one is kept beside the files. */
function keptKey(folder: string): string {
  const file = join(folder, 'seal.key');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}

const storagePath = `${resolve(env.DATABASE_PATH)}.files`;

export const config = {
  env: env.NODE_ENV,
  host: env.HOST,
  port: env.PORT,
  databasePath: resolve(env.DATABASE_PATH),
  storagePath,
  assetsPath: resolve(root, 'assets'),
  publicUrl: env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`,
  jwtSecret: secret(env.JWT_SECRET),
  refreshSecret: secret(env.REFRESH_SECRET),
  sealKey: env.SEAL_KEY ?? keptKey(storagePath),
  corsOrigins: env.CORS_ORIGINS.split(',').map((origin) => origin.trim()),
  administrator: { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD },
  accessSeconds: 15 * 60,
  refreshSeconds: 14 * 24 * 3600,
  links: new Map([['status', 'https://status.deskwise.test/'], ['docs', 'https://docs.deskwise.test/'], ['blog', 'https://deskwise.test/blog']]),
};
