import { Type } from '@fastify/type-provider-typebox';
import { envSchema } from 'env-schema';
import type { Static } from 'typebox';

const Schema = Type.Object({
  NODE_ENV: Type.Union([Type.Literal('production'), Type.Literal('development'), Type.Literal('test')], { default: 'production' }),
  PORT: Type.Integer({ minimum: 1, maximum: 65535, default: 8080 }),
  DATABASE_URL: Type.String({ minLength: 10 }),
  REDIS_URL: Type.String({ minLength: 10 }),
  KEY_PEPPER: Type.String({ minLength: 32 }),
  SESSION_KEY: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  CARRIER_SECRET: Type.String({ minLength: 32 }),
  WIDGET_ORIGINS: Type.String({ default: '' }),
  TRUSTED_PROXIES: Type.Integer({ minimum: 0, maximum: 3, default: 1 }),
});

export type Env = Static<typeof Schema>;
export const loadEnv = (): Env => envSchema<Env>({ schema: Schema, dotenv: false });
