import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../data/tables.js';
import type { Settings } from './settings.js';

export interface Actor {
  personId: string;
  loginId: string | null;
  groupId: string;
  role: 'reader' | 'writer' | 'owner';
}
export interface App {
  Variables: { actor: Actor | null; requestId: string };
}
export interface Parts {
  db: Kysely<Database>;
  settings: Settings;
  log: Logger;
}
