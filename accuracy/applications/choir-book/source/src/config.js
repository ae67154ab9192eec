import * as v from 'valibot';

const Environment = v.object({
  PORT: v.optional(v.pipe(v.string(), v.transform(Number), v.integer()), '8000'),
  DATABASE_URL: v.pipe(v.string(), v.url()),
  DATABASE_CA: v.optional(v.string()),
  ORIGIN: v.pipe(v.string(), v.url(), v.transform((url) => new URL(url).origin)),
  FORM_KEY: v.pipe(v.string(), v.base64(), v.transform((text) => Buffer.from(text, 'base64')), v.check((key) => key.length >= 32, '32 bytes at least')),
  SMTP_URL: v.pipe(v.string(), v.url()),
});

const result = v.safeParse(Environment, process.env);
if (!result.success) {
  throw new Error(`Check the environment: ${result.issues.map((issue) => issue.path?.[0]?.key).join(', ')}`);
}

export const config = Object.freeze({ ...result.output, production: process.env.NODE_ENV === 'production' });
