import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const https = z.string().url().startsWith('https://');
const Raw = z.object({
  PORT: z.coerce.number().int().default(8787),
  ORIGIN: https.transform((value) => new URL(value).origin),
  DATABASE_URL: z.string().url(),
  ACCESS_KEY_FILE: z.string().min(1),
  COOKIE_KEY: z.string().regex(/^[\w-]{43}$/),
  IDP_ISSUER: https,
  IDP_AUTHORIZE: https,
  IDP_TOKEN: https,
  IDP_JWKS: https,
  IDP_CLIENT_ID: z.string().min(1),
  IDP_CLIENT_SECRET: z.string().min(24),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn']).default('info'),
});

export function readSettings(env: NodeJS.ProcessEnv = process.env) {
  const parsed = Raw.safeParse(env);
  if (!parsed.success) throw new Error(`settings: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
  const raw = parsed.data;
  const access = createPrivateKey(readFileSync(raw.ACCESS_KEY_FILE));
  if (access.asymmetricKeyType !== 'ed25519') throw new Error('settings: ACCESS_KEY_FILE has to hold an Ed25519 key');
  return {
    port: raw.PORT,
    origin: raw.ORIGIN,
    databaseUrl: raw.DATABASE_URL,
    logLevel: raw.LOG_LEVEL,
    access: { sign: access, verify: createPublicKey(access) },
    cookieKey: Buffer.from(raw.COOKIE_KEY, 'base64url'),
    idp: {
      issuer: raw.IDP_ISSUER,
      authorize: raw.IDP_AUTHORIZE,
      token: raw.IDP_TOKEN,
      jwks: raw.IDP_JWKS,
      clientId: raw.IDP_CLIENT_ID,
      clientSecret: raw.IDP_CLIENT_SECRET,
    },
  } as const;
}
export type Settings = ReturnType<typeof readSettings>;
