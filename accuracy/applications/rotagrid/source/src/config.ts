import { z } from 'zod';

const secret = z.string().min(43, '32 random bytes, base64url');

const Environment = z.object({
  PORT: z.coerce.number().int().default(4000),
  ORIGIN: z.string().url().startsWith('https://').transform((value) => new URL(value).origin),
  DATABASE_URL: z.string().url(),
  DATABASE_CA: z.string().optional(),
  SESSION_SECRETS: z.string().transform((list) => list.split(',')).pipe(z.array(secret).min(1).max(3)),
  PAYROLL_KEY: secret,
  DOCUMENTS: z.string().startsWith('/'),
  SMTP_HOST: z.string().min(1),
  MAIL_FROM: z.string().email(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn']).default('info'),
});

export type Config = z.infer<typeof Environment>;

let loaded: Config | undefined;

export function config(): Config {
  if (loaded) return loaded;
  const parsed = Environment.safeParse(process.env);
  if (!parsed.success) throw new Error(`configuration: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
  loaded = Object.freeze(parsed.data);
  return loaded;
}
