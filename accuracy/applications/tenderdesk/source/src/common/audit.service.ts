import { Inject, Injectable } from '@nestjs/common';
import { Database, type Executor } from '../db/database.js';
import { audit } from '../db/schema.js';
import type { Actor } from '../identity/session.service.js';

@Injectable()
export class Audit {
  constructor(@Inject(Database) private readonly database: Database) {}

  async note(actor: Pick<Actor, 'id' | 'organisationId'> | null, deed: string, thing: string, within: Executor = this.database.db) {
    await within.insert(audit).values({ personId: actor?.id, organisationId: actor?.organisationId, deed, thing });
  }
}
