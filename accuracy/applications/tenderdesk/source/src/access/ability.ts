import { AbilityBuilder, createMongoAbility, subject, type ForcedSubject, type MongoAbility } from '@casl/ability';
import type { bids, people, tenders } from '../db/schema.js';
import type { Actor } from '../identity/session.service.js';

type Tender = Pick<typeof tenders.$inferSelect, 'organisationId' | 'state'>;
type Bid = Pick<typeof bids.$inferSelect, 'organisationId'> & { buyerId: string; opened: boolean };
type Person = Pick<typeof people.$inferSelect, 'organisationId' | 'id'>;
export type Action = 'list' | 'read' | 'create' | 'update' | 'award' | 'export';
export type Subjects =
  | 'Tender' | 'Bid' | 'Person' | 'Organisation' | 'Audit'
  | (Tender & ForcedSubject<'Tender'>) | (Bid & ForcedSubject<'Bid'>) | (Person & ForcedSubject<'Person'>);
export type Ability = MongoAbility<[Action, Subjects]>;

export const aTender = (row: Tender) => subject('Tender', { organisationId: row.organisationId, state: row.state });
export const aBid = (row: Bid) => subject('Bid', { organisationId: row.organisationId, buyerId: row.buyerId, opened: row.opened });
export const aPerson = (row: Person) => subject('Person', { organisationId: row.organisationId, id: row.id });

export function abilityOf(actor: Actor): Ability {
  const { can, cannot, build } = new AbilityBuilder<Ability>(createMongoAbility);
  const own = { organisationId: actor.organisationId };

  can('list', ['Tender', 'Bid']);
  can('read', 'Tender', { state: { $in: ['open', 'closed', 'awarded'] } });
  can('read', 'Bid', own);
  if (actor.role === 'supplier') can('create', 'Bid');
  if (actor.role === 'buyer' || actor.role === 'admin') {
    can('create', 'Tender');
    can(['read', 'update', 'award', 'export'], 'Tender', own);
    can('read', 'Bid', { buyerId: actor.organisationId, opened: true });
  }
  if (actor.role === 'admin') {
    can(['list', 'create'], 'Person');
    can('update', 'Person', own);
    cannot('update', 'Person', { id: actor.id });
    can('update', 'Organisation');
    can('list', 'Audit');
  }
  return build();
}
