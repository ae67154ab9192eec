import type { Knex } from 'knex'

export type Role = 'citizen' | 'officer' | 'chief'

export interface Actor {
  id: string
  role: Role
  session: string
}

const grants = {
  'permit.write': ['citizen'],
  'permit.queue': ['officer', 'chief'],
  'permit.decide': ['officer', 'chief'],
  'people.list': ['chief'],
  'people.suspend': ['chief'],
  'audit.read': ['chief'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof grants

export const allows = (actor: Actor, action: Action): boolean => (grants[action] as readonly Role[]).includes(actor.role)

/** Citizens see what is theirs; officers see what has been submitted. */
export function visibleTo<Q extends Knex.QueryBuilder>(query: Q, actor: Actor): Q {
  if (actor.role === 'citizen') query.where('permits.applicant_id', actor.id)
  else query.whereNot('permits.status', 'draft')
  return query
}

/** Nobody decides about what they have asked for themselves. */
export const mayDecide = (actor: Actor, permit: { applicant_id: string; status: string }): boolean =>
  allows(actor, 'permit.decide') && permit.applicant_id !== actor.id && permit.status === 'submitted'
