import { z } from 'zod';

const Environment = z.object({
  PORT: z.coerce.number().int().default(3000),
  PUBLIC_ORIGIN: z.string().url().startsWith('https://'),
  DATABASE_URL: z.string().url(),
  DOCUMENTS_DIR: z.string().startsWith('/'),
  OIDC_ISSUER: z.string().url().startsWith('https://'),
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLIENT_SECRET: z.string().min(24),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn']).default('info'),
});

export class Config {
  private constructor(private readonly values: z.infer<typeof Environment>) {}

  static fromEnvironment(env: NodeJS.ProcessEnv = process.env): Config {
    const parsed = Environment.safeParse(env);
    if (!parsed.success) throw new Error(`unusable configuration: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
    return new Config(parsed.data);
  }

  get port() { return this.values.PORT; }
  get origin() { return new URL(this.values.PUBLIC_ORIGIN).origin; }
  get databaseUrl() { return this.values.DATABASE_URL; }
  get documentsDir() { return this.values.DOCUMENTS_DIR; }
  get logLevel() { return this.values.LOG_LEVEL; }
  get oidc() {
    return { issuer: new URL(this.values.OIDC_ISSUER), id: this.values.OIDC_CLIENT_ID, secret: this.values.OIDC_CLIENT_SECRET };
  }
}
