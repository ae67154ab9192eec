import knexFactory, { type Knex } from 'knex'
import settings from './knexfile'

export const db = knexFactory(settings)
export type Tx = Knex.Transaction

/** All that a use case writes is written together with its line in the audit log. */
export const inTransaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction(work, { isolationLevel: 'read committed' })

export async function record(tx: Tx, actor: string | null, action: string, subject: string, details: object = {}): Promise<void> {
  await tx('audit').insert({ actor_id: actor, action, subject, details: JSON.stringify(details) })
}

export async function enqueueMail(tx: Tx, recipient: string, template: 'verify' | 'reset' | 'decided' | 'exists', data: object): Promise<void> {
  await tx('outbox').insert({ recipient, template, data: JSON.stringify(data) })
}
