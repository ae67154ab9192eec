import { z } from 'zod';
import { invalid } from './errors.ts';

/** Runs a zod schema and turns its issues into our error format. */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const result = schema.safeParse(input ?? {});
  if (!result.success) {
    throw invalid('The input is not valid', result.error.issues.slice(0, 10).map((issue) => ({ field: issue.path.join('.'), message: issue.message })));
  }
  return result.data;
}

/** Route ids are counted; everything else is no id. */
export function idOf(value: unknown): number {
  if (typeof value !== 'string' || !/^[1-9]\d{0,14}$/.test(value)) throw invalid('This is no id');
  return Number(value);
}

export const paging = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const slugPattern = /^(?:[a-z0-9]+-)*[a-z0-9]+$/;
export const isSlug = (text: string) => text.length <= 60 && slugPattern.test(text);
export const slugOf = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40) || 'team';

export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
const common = new Set(['password123', 'passwordpassword', '1234567890', 'qwertyuiop', 'iloveyou123', 'welcome123', 'deskwise123', 'letmein123']);
export const password = z.string().min(10).max(72).refine((value) => !common.has(value.toLowerCase()), 'This password is too common');
export const line = (max: number) => z.string().trim().min(1).max(max);

export function pick(input: Record<string, any> | undefined, names: string[]): Record<string, any> {
  const out: Record<string, any> = Object.create(null);
  for (const name of names) if (input && Object.hasOwn(input, name)) out[name] = input[name];
  return out;
}
