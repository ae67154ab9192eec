import type { Transaction } from 'sequelize';
import { AuditEntry } from '../db/models';
import type { Me } from '../http/endpoint';

export const audit = (me: Pick<Me, 'id' | 'teamId'> | null, deed: string, thing: string, transaction?: Transaction) =>
  AuditEntry.create({ actorId: me?.id ?? null, teamId: me?.teamId ?? null, deed, thing }, { transaction });
