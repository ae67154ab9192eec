import { once } from 'node:events'
import { Op, type WhereOptions } from 'sequelize'
import { z } from 'zod'
import { Claim, db, Hook, Person } from '../core/database.js'
import { callHook } from '../core/outbound.js'
import { record } from '../core/trail.js'
import { costly } from '../http/limits.js'
import { forbidden, missing, Problem } from '../http/problems.js'
import { Id, Paging, row } from '../http/table.js'

const Fields = z.object({
  title: z.string().trim().min(1).max(160),
  amountCents: z.number().int().positive().max(10_000_000),
  currency: z.enum(['EUR', 'CHF', 'USD', 'GBP']),
  spentOn: z.string().date(),
}).strict()

const shown = ['id', 'personId', 'title', 'amountCents', 'currency', 'spentOn', 'state', 'createdAt']
const SORTS = { created: 'createdAt', amount: 'amountCents', title: 'title', spent: 'spentOn' } as const
const Search = z.object({
  q: z.string().trim().max(60).optional(),
  state: z.enum(['draft', 'sent', 'approved', 'refused', 'paid']).optional(),
  sort: z.enum(['created', 'amount', 'title', 'spent']).default('created'),
  dir: z.enum(['ASC', 'DESC']).default('DESC'),
  page: z.coerce.number().int().min(1).max(500).default(1),
  size: Paging.size,
})
const literally = (words: string) => `%${words.replace(/[\\%_]/g, '\\$&')}%`

/** What a person may see: members their own, all others those of the firm that have been sent, and their own. */
export const visibleTo = (who: Person): WhereOptions =>
  who.role === 'member' ? { firmId: who.firmId, personId: who.id } : { firmId: who.firmId, [Op.or]: [{ personId: who.id }, { state: { [Op.ne]: 'draft' } }] }

export const claimFor = async (who: Person, id: string) => {
  const claim = await Claim.findOne({ where: { [Op.and]: [{ id }, visibleTo(who)] } })
  if (!claim) throw missing()
  return claim
}
const ownDraft = async (who: Person, id: string) => {
  const claim = await claimFor(who, id)
  if (claim.personId !== who.id) throw forbidden()
  if (claim.state !== 'draft') throw new Problem(409, 'was sent already')
  return claim
}

type State = Claim['state']
/** A step is one update that names the state before it; nobody decides over a claim of their own. */
const step = (from: State, to: State, mine: boolean) => async ({ params, who }: { params: { id: string }; who: Person }) => {
  const moved = await db.transaction(async (transaction) => {
    const [count] = await Claim.update(
      { state: to, ...(mine ? {} : { decidedBy: who.id }) },
      { where: { id: params.id, firmId: who.firmId, state: from, personId: mine ? who.id : { [Op.ne]: who.id } }, transaction },
    )
    if (count === 1) await record(who, `claim.${to}`, params.id, transaction)
    return count === 1
  })
  if (!moved) throw new Problem(409, `no ${from} claim of that id for you`)
  const hook = await Hook.findOne({ where: { firmId: who.firmId } })
  if (hook) setImmediate(() => void callHook(hook, { type: `claim.${to}`, id: params.id }))
  return { state: to }
}

const cell = (v: unknown) => {
  const s = String(v ?? '')
  return `"${(/^[=+\-@\t\r]/.test(s) ? `'${s}` : s).replaceAll('"', '""')}"`
}

export const claims = {
  'GET /': row('claim.use', { query: Search }, async ({ query, who }) => {
    const where = { [Op.and]: [visibleTo(who), query.state ? { state: query.state } : {}, query.q ? { title: { [Op.iLike]: literally(query.q) } } : {}] }
    const { rows, count } = await Claim.findAndCountAll({
      where, attributes: shown, include: [{ model: Person, as: 'person', attributes: ['name'] }],
      order: [[SORTS[query.sort], query.dir], ['id', 'ASC']], limit: query.size, offset: (query.page - 1) * query.size,
    })
    return { rows, count }
  }),
  'GET /totals': row('claim.use', {}, async ({ who }) => {
    const [totals] = await db.query(
      `SELECT currency, state, SUM(amount_cents)::bigint AS cents FROM claims WHERE firm_id = :firm ${who.role === 'member' ? 'AND person_id = :person' : "AND state <> 'draft'"} GROUP BY currency, state`,
      { replacements: { firm: who.firmId, person: who.id } },
    )
    return { totals }
  }),
  'GET /export': row('claim.pay', { limit: costly }, async ({ who, res }) => {
    res.attachment('claims.csv').type('text/csv').set('Cache-Control', 'no-store')
    let last = ''
    for (let part = 0; part < 50; part++) {
      const rows = await Claim.findAll({
        where: { firmId: who.firmId, state: 'approved', ...(last ? { id: { [Op.gt]: last } } : {}) }, attributes: shown, order: [['id', 'ASC']], limit: 500,
      })
      const more = res.write(rows.map((c) => `${[c.id, c.title, c.amountCents, c.currency, c.spentOn].map(cell).join(',')}\n`).join(''))
      if (rows.length < 500 || res.destroyed) break
      last = rows[rows.length - 1]?.id ?? last
      if (!more) await once(res, 'drain', { signal: AbortSignal.timeout(10_000) })
    }
    res.end()
  }),
  'GET /:id': row('claim.use', { params: Id }, async ({ params, who }) => {
    const { id, title, amountCents, currency, spentOn, state, personId, createdAt } = await claimFor(who, params.id)
    return { id, title, amountCents, currency, spentOn, state, personId, createdAt }
  }),
  'POST /': row('claim.use', { body: Fields, status: 201 }, async ({ body, who }) => {
    const claim = await Claim.create({ ...body, firmId: who.firmId, personId: who.id })
    await record(who, 'claim.create', claim.id)
    return { id: claim.id }
  }),
  'PATCH /:id': row('claim.use', { params: Id, body: Fields.partial() }, async ({ params, body, who }) => {
    const claim = await ownDraft(who, params.id)
    const [count] = await Claim.update(body, { where: { id: claim.id, personId: who.id, state: 'draft' }, fields: ['title', 'amountCents', 'currency', 'spentOn'] })
    if (count !== 1) throw new Problem(409, 'was sent already')
  }),
  'DELETE /:id': row('claim.use', { params: Id }, async ({ params, who }) => {
    const claim = await ownDraft(who, params.id)
    await Claim.destroy({ where: { id: claim.id, personId: who.id, state: 'draft' } })
    await record(who, 'claim.delete', claim.id)
  }),
  'POST /:id/send': row('claim.use', { params: Id }, step('draft', 'sent', true)),
  'POST /:id/approve': row('claim.decide', { params: Id }, step('sent', 'approved', false)),
  'POST /:id/refuse': row('claim.decide', { params: Id }, step('sent', 'refused', false)),
  'POST /:id/pay': row('claim.pay', { params: Id }, step('approved', 'paid', false)),
}
