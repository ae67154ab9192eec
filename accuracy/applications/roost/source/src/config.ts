import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  DATABASE_PATH: z.string().default('roost.db'),
  PUBLIC_URL: z.url().default('http://127.0.0.1:3000'),
  INTERNAL_SECRET: z.string().min(32),
  ALLOWED_ORIGINS: z.string().default(''),
  MAIL_SPOOL: z.string().optional(),
  LOG_LEVEL: z.string().default('info'),
  ADMIN_EMAIL: z.string().optional(),
  ADMIN_PASSWORD: z.string().optional(),
}).parse(process.env);

export const config = Object.freeze({
  ...environment,
  databasePath: resolve(environment.DATABASE_PATH),
  photoDirectory: join(dirname(resolve(environment.DATABASE_PATH)), 'photos'),
  origins: new Set(environment.ALLOWED_ORIGINS.split(',').filter(Boolean)),
});
