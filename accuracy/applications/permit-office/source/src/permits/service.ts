import { randomUUID } from 'node:crypto'
import { type Tx, db, enqueueMail, inTransaction, record } from '../db'
import { Problem } from '../http/errors'
import { type Page, paged } from '../lib/cursor'
import { type Actor, mayDecide, visibleTo } from '../policy'

export interface Permit {
  id: string
  applicant_id: string
  address: string
  works: string
  status: 'draft' | 'submitted' | 'granted' | 'refused' | 'withdrawn'
  reason: string | null
  version: number
  created_at: Date
}

const columns = ['id', 'applicant_id', 'address', 'works', 'status', 'reason', 'version', 'created_at'].map((name) => `permits.${name}`)

export const present = (permit: Permit) => ({
  id: permit.id,
  address: permit.address,
  works: permit.works,
  status: permit.status,
  reason: permit.reason,
  version: permit.version,
  createdAt: permit.created_at.toISOString(),
})

export function list(actor: Actor, page: Page, status?: Permit['status']) {
  const query = visibleTo(db('permits').select(columns), actor)
  if (status) query.where('permits.status', status)
  return paged<Permit>(query, 'permits', page)
}

export async function find(actor: Actor, id: string): Promise<Permit> {
  const permit = await visibleTo(db('permits').where('permits.id', id), actor).first(columns)
  if (!permit) throw new Problem(404, 'not-found')
  return permit
}

async function lock(tx: Tx, actor: Actor, id: string): Promise<Permit> {
  const permit = await visibleTo(tx('permits').where('permits.id', id), actor).forUpdate().first(columns)
  if (!permit) throw new Problem(404, 'not-found')
  return permit
}

export function draft(actor: Actor, input: { address: string; works: string }): Promise<Permit> {
  return inTransaction(async (tx) => {
    const [permit] = await tx('permits')
      .insert({ id: randomUUID(), applicant_id: actor.id, address: input.address, works: input.works })
      .returning<Permit[]>(['id', 'applicant_id', 'address', 'works', 'status', 'reason', 'version', 'created_at'])
    await record(tx, actor.id, 'permit.drafted', permit!.id)
    return permit!
  })
}

export function revise(actor: Actor, id: string, version: number, input: { address?: string; works?: string }): Promise<void> {
  return inTransaction(async (tx) => {
    const permit = await lock(tx, actor, id)
    if (permit.status !== 'draft') throw new Problem(409, 'no-draft')
    if (permit.version !== version) throw new Problem(412, 'changed-meanwhile')
    await tx('permits')
      .where({ id })
      .update({ address: input.address ?? permit.address, works: input.works ?? permit.works, version: version + 1 })
    await record(tx, actor.id, 'permit.revised', id, { version: version + 1 })
  })
}

export function submit(actor: Actor, id: string): Promise<void> {
  return inTransaction(async (tx) => {
    const permit = await lock(tx, actor, id)
    if (permit.status !== 'draft') throw new Problem(409, 'no-draft')
    await tx('permits').where({ id }).update({ status: 'submitted', version: permit.version + 1 })
    await record(tx, actor.id, 'permit.submitted', id)
  })
}

export function withdraw(actor: Actor, id: string): Promise<void> {
  return inTransaction(async (tx) => {
    const permit = await lock(tx, actor, id)
    if (permit.applicant_id !== actor.id || !['draft', 'submitted'].includes(permit.status)) throw new Problem(409, 'too-late')
    await tx('permits').where({ id }).update({ status: 'withdrawn', version: permit.version + 1 })
    await record(tx, actor.id, 'permit.withdrawn', id)
  })
}

export function decide(actor: Actor, id: string, verdict: 'granted' | 'refused', reason: string): Promise<void> {
  return inTransaction(async (tx) => {
    const permit = await lock(tx, actor, id)
    if (!mayDecide(actor, permit)) throw new Problem(403, 'forbidden')
    await tx('permits').where({ id }).update({ status: verdict, reason, decided_by: actor.id, version: permit.version + 1 })
    const applicant = await tx('users').where({ id: permit.applicant_id }).first('email')
    await enqueueMail(tx, applicant.email, 'decided', { permit: id })
    await record(tx, actor.id, `permit.${verdict}`, id, { reason })
  })
}

/** What has happened, without who in the office did it. */
export async function history(actor: Actor, id: string) {
  await find(actor, id)
  return db('audit').where({ subject: id }).select('action', 'at').orderBy('id', 'desc').limit(100)
}
