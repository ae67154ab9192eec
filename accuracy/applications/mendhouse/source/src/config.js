import { z } from 'zod';

const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PORT: z.coerce.number().int().min(1).max(65535).default(8080),
  PUBLIC_ORIGIN: z.string().url(),
  DATA_DIR: z.string().min(1),
  FORM_KEY: z.string().min(43, 'FORM_KEY needs 32 random bytes, base64url'),
  SMTP_HOST: z.string().min(1),
  SMTP_PORT: z.coerce.number().int().default(587),
  MAIL_FROM: z.string().email(),
});

export function loadConfig(env = process.env) {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new Error(`configuration is incomplete: ${names}`);
  }
  const values = parsed.data;
  return Object.freeze({
    environment: values.NODE_ENV,
    port: values.PORT,
    origin: new URL(values.PUBLIC_ORIGIN).origin,
    dataDir: values.DATA_DIR,
    formKey: Buffer.from(values.FORM_KEY, 'base64url'),
    mail: { host: values.SMTP_HOST, port: values.SMTP_PORT, from: values.MAIL_FROM },
  });
}
