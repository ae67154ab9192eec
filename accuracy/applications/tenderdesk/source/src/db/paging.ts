import { asc, desc, type AnyColumn, type SQL } from 'drizzle-orm';
import { z } from 'zod';

export const Paging = z.object({ page: z.coerce.number().int().min(1).max(1000).default(1), size: z.coerce.number().int().min(1).max(100).default(25) });

export const window = ({ page, size }: z.infer<typeof Paging>) => ({ limit: size + 1, offset: (page - 1) * size });

export function paged<Row>(rows: Row[], { page, size }: z.infer<typeof Paging>) {
  return { items: rows.slice(0, size), page, more: rows.length > size };
}

/** sortable({ title: tenders.title }): a zod field whose outcome is an ORDER BY of one of these columns. */
export function sortable<Names extends string>(columns: Record<Names, AnyColumn>, otherwise: Names) {
  const names = Object.keys(columns) as [Names, ...Names[]];
  return z
    .string()
    .regex(/^-?[a-zA-Z]{1,20}$/)
    .optional()
    .transform((raw = otherwise, context): SQL => {
      const name = names.find((known) => known === raw.replace('-', ''));
      if (!name) {
        context.addIssue({ code: 'custom', message: 'unknown order' });
        return z.NEVER;
      }
      return raw.startsWith('-') ? desc(columns[name]) : asc(columns[name]);
    });
}
