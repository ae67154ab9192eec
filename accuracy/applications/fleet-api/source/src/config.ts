import { z } from 'zod';

const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  DATABASE_URL: z.url(),
  REDIS_URL: z.url(),
  JWT_SECRET: z.string().min(32),
  CORS_ORIGINS: z.string().transform((value) => value.split(',').map((origin) => new URL(origin.trim()).origin)),
  UPLOAD_DIR: z.string().startsWith('/'),
  TRUST_PROXY_HOPS: z.coerce.number().int().min(0).max(3).default(0),
});

const parsed = schema.safeParse(process.env);
if (!parsed.success) {
  process.stderr.write(`Bad settings: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}\n`);
  process.exit(1);
}
export const config = parsed.data;
