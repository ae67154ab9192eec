import { z } from 'zod';

const Env = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  WEB_ORIGINS: z.string().transform((list) => list.split(',').map((item) => new URL(item.trim()).origin)),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(3).default(1),
  S3_BUCKET: z.string().min(3),
  S3_REGION: z.string().min(3),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

function load(): z.infer<typeof Env> {
  const parsed = Env.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => issue.path.join('.'));
  throw new Error(`Invalid or missing environment variables: ${names.join(', ')}`);
}

export const env = load();
