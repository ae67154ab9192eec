import { z } from 'zod';

const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PORT: z.coerce.number().int().default(3000),
  DATABASE_URL: z.url(),
  REDIS_URL: z.url(),
  JWT_SECRET: z.string().min(32),
  CORS_ORIGINS: z.string().min(1),
  TRUST_PROXY_HOPS: z.coerce.number().int().min(0).max(3).default(0),
});
export type Environment = z.infer<typeof environment>;

export function validate(raw: Record<string, unknown>): Environment {
  const result = environment.safeParse(raw);
  if (!result.success) throw new Error(`Bad settings: ${result.error.issues.map((i) => i.path.join('.')).join(', ')}`);
  return result.data;
}
