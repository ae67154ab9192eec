import type { Kysely } from 'kysely';
import type { Actor } from '../core/app-types.js';
import type { Database } from './tables.js';

export const note = (db: Kysely<Database>, actor: Pick<Actor, 'personId' | 'groupId'> | null, deed: string, thing: string) =>
  db.insertInto('audit').values({ person_id: actor?.personId ?? null, group_id: actor?.groupId ?? null, deed, thing }).execute();
