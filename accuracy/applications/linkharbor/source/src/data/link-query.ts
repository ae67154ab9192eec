import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import { z } from 'zod';
import { Paging, Tag } from '../core/input.js';
import type { Database, Link } from './tables.js';

export const Listing = Paging.extend({
  q: z.string().trim().max(100).optional(),
  tag: Tag.optional(),
  order: z.enum(['newest', 'oldest', 'title', 'person']).default('newest'),
});

type Rows = SelectQueryBuilder<Database, 'links' | 'people', Pick<Link, 'id' | 'url' | 'title' | 'note' | 'tags' | 'saved_at'> & { person: string }>;

const ORDERS: Record<z.infer<typeof Listing>['order'], (rows: Rows) => Rows> = {
  newest: (rows) => rows.orderBy('links.saved_at', 'desc'),
  oldest: (rows) => rows.orderBy('links.saved_at', 'asc'),
  title: (rows) => rows.orderBy(sql`lower(links.title)`),
  person: (rows) => rows.orderBy('people.name').orderBy('links.saved_at', 'desc'),
};

/** Every reading of links begins with a group; there is no function here that does without one. */
export function linksOf(db: Kysely<Database>, groupId: string): Rows {
  return db
    .selectFrom('links')
    .innerJoin('people', 'people.id', 'links.person_id')
    .where('links.group_id', '=', groupId)
    .select(['links.id', 'links.url', 'links.title', 'links.note', 'links.tags', 'links.saved_at', 'people.name as person']);
}

export async function listLinks(db: Kysely<Database>, groupId: string, query: z.infer<typeof Listing>) {
  let rows = linksOf(db, groupId);
  if (query.tag) rows = rows.where(sql<boolean>`links.tags @> ARRAY[${query.tag}]::text[]`);
  if (query.q) rows = rows.where(sql<boolean>`links.words @@ websearch_to_tsquery('simple', ${query.q})`);
  const all = await ORDERS[query.order](rows)
    .orderBy('links.id')
    .limit(query.size + 1)
    .offset((query.page - 1) * query.size)
    .execute();
  return { items: all.slice(0, query.size), page: query.page, more: all.length > query.size };
}
