import type { Context } from 'hono';
import { z, type ZodTypeAny } from 'zod';
import { halt } from './outcome.js';

function take<Schema extends ZodTypeAny>(schema: Schema, raw: unknown): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw halt.invalid([...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))]);
}

export const input = {
  query: <Schema extends ZodTypeAny>(c: Context, schema: Schema) => take(schema, c.req.query()),
  params: <Schema extends ZodTypeAny>(c: Context, schema: Schema) => take(schema, c.req.param()),
  async json<Schema extends ZodTypeAny>(c: Context, schema: Schema) {
    if (!c.req.header('content-type')?.startsWith('application/json')) throw halt.invalid(['content-type']);
    const raw: unknown = await c.req.json().catch(() => undefined);
    return take(schema, raw);
  },
};

export const Id = z.object({ id: z.string().uuid() });
export const line = (max: number) => z.string().trim().min(1).max(max).regex(/^[^\p{Cc}]*$/u);
export const Tag = z.string().regex(/^[a-z0-9-]{1,30}$/);
export const Paging = z.object({ page: z.coerce.number().int().min(1).max(500).default(1), size: z.coerce.number().int().min(1).max(100).default(30) });
