import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

const Settings = Type.Object({
  PORT: Type.Integer({ minimum: 1, maximum: 65535, default: 3000 }),
  DATABASE_URL: Type.String({ minLength: 1 }),
  REDIS_URL: Type.String({ minLength: 1 }),
  PUBLIC_ORIGIN: Type.String({ pattern: '^https://[a-z0-9.-]+(:[0-9]+)?$' }),
  FILES_DIR: Type.String({ pattern: '^/.+' }),
  TRUST_PROXY: Type.Integer({ minimum: 0, maximum: 3, default: 0 }),
});
export type Config = Static<typeof Settings>;

export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const candidate = Value.Convert(Settings, Value.Default(Settings, Value.Clean(Settings, { ...env })));
  if (!Value.Check(Settings, candidate)) {
    const names = [...Value.Errors(Settings, candidate)].map((error) => error.path.slice(1));
    throw new Error(`Bad settings: ${[...new Set(names)].join(', ')}`);
  }
  return candidate;
}
