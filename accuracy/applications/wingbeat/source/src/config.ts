import { readFileSync } from 'node:fs';
import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import yaml from 'js-yaml';

const Environment = Type.Object({
  PORT: Type.Integer({ default: 8080 }),
  ORIGIN: Type.String({ pattern: '^https://[a-z0-9.-]+$' }),
  MONGO_URL: Type.String({ pattern: '^mongodb(\\+srv)?://' }),
  REDIS_URL: Type.String({ pattern: '^rediss?://' }),
  MEDIA_DIR: Type.String({ pattern: '^/' }),
  JWT_PRIVATE_KEY_FILE: Type.String({ minLength: 1 }),
  JWT_PUBLIC_KEY_FILE: Type.String({ minLength: 1 }),
  SEAL_KEY: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  SMTP_URL: Type.String({ pattern: '^smtps://' }),
  MAIL_FROM: Type.String({ minLength: 3 }),
});

const Species = Type.Array(
  Type.Object({ code: Type.String({ pattern: '^[A-Z]{6}$' }), name: Type.String(), sensitive: Type.Boolean({ default: false }) }),
  { maxItems: 2000 },
);

function checked<Schema extends typeof Environment | typeof Species>(schema: Schema, raw: unknown): Static<Schema> {
  const value = Value.Convert(schema, Value.Default(schema, Value.Clone(raw)));
  const first = Value.Errors(schema, value).First();
  if (first) throw new Error(`unusable setting at ${first.path}`);
  return value as Static<Schema>;
}

export function loadConfig(env: NodeJS.ProcessEnv = process.env) {
  const values = checked(Environment, Object.fromEntries(Object.keys(Environment.properties).flatMap((name) => (env[name] ? [[name, env[name]]] : []))));
  const species = checked(Species, yaml.load(readFileSync('config/species.yaml', 'utf8'), { schema: yaml.CORE_SCHEMA }));
  return Object.freeze({
    port: values.PORT,
    origin: values.ORIGIN,
    mongoUrl: values.MONGO_URL,
    redisUrl: values.REDIS_URL,
    mediaDir: values.MEDIA_DIR,
    keys: { private: readFileSync(values.JWT_PRIVATE_KEY_FILE, 'utf8'), public: readFileSync(values.JWT_PUBLIC_KEY_FILE, 'utf8') },
    sealKey: Buffer.from(values.SEAL_KEY, 'base64url'),
    mail: { url: values.SMTP_URL, from: values.MAIL_FROM },
    species: new Map(species.map((one) => [one.code, one])),
  });
}
export type Config = ReturnType<typeof loadConfig>;
