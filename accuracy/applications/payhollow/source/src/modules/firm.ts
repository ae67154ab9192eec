import express from 'express'
import { load, JSON_SCHEMA } from 'js-yaml'
import { Op } from 'sequelize'
import { z } from 'zod'
import { db, Firm, Hook, Person, Trail } from '../core/database.js'
import { logger } from '../core/logger.js'
import { hookUrl } from '../core/outbound.js'
import { hash } from '../core/passwords.js'
import { fresh, seal } from '../core/tokens.js'
import { record } from '../core/trail.js'
import { costly } from '../http/limits.js'
import { forbidden, missing, Problem } from '../http/problems.js'
import { Id, Paging, row } from '../http/table.js'
import { invite } from './session.js'

const yaml = express.text({ type: 'application/yaml', limit: '32kb' })
const Rules = z.object({ maxCents: z.number().int().positive(), categories: z.array(z.string().max(40)).max(40), receiptFrom: z.number().int().nonnegative() }).strict()
const Newcomer = z.object({ email: z.string().email().max(190).toLowerCase(), name: z.string().trim().min(1).max(120), role: z.enum(['member', 'lead', 'finance']) }).strict()

const colleague = async (who: Person, id: string) => {
  const person = await Person.findOne({ where: { id, firmId: who.firmId } })
  if (!person) throw missing()
  if (person.id === who.id || person.role === 'owner') throw forbidden()
  return person
}
const bumped = () => db.literal('token_epoch + 1')

export const firm = {
  'GET /people': row('firm.manage', { query: z.object({ page: z.coerce.number().int().min(1).max(200).default(1), size: Paging.size }) }, async ({ query, who }) => ({
    rows: await Person.findAll({ where: { firmId: who.firmId }, attributes: ['id', 'name', 'email', 'role', 'blockedAt'], order: [['name', 'ASC'], ['id', 'ASC']], limit: query.size, offset: (query.page - 1) * query.size }),
  })),
  'POST /people': row('firm.manage', { body: Newcomer, limit: costly, status: 201 }, async ({ body, who }) => {
    const person = await Person.create({ ...body, firmId: who.firmId, passwordHash: await hash(fresh()) })
    await record(who, 'person.invite', person.id)
    setImmediate(() => invite(person, 'welcome').catch((err) => logger.error({ err }, 'invitation not sent')))
    return { id: person.id }
  }),
  'PATCH /people/:id': row('firm.manage', { params: Id, body: z.object({ role: z.enum(['member', 'lead', 'finance']) }).strict() }, async ({ params, body, who }) => {
    const person = await colleague(who, params.id)
    await Person.update({ role: body.role, tokenEpoch: bumped() }, { where: { id: person.id, firmId: who.firmId } })
    await record(who, `person.role.${body.role}`, person.id)
  }),
  'POST /people/:id/block': row('firm.manage', { params: Id }, async ({ params, who }) => {
    const person = await colleague(who, params.id)
    await Person.update({ blockedAt: new Date(), tokenEpoch: bumped() }, { where: { id: person.id, firmId: who.firmId } })
    await record(who, 'person.block', person.id)
  }),
  'PUT /rules': row('firm.manage', { raw: yaml }, async ({ req, who }) => {
    let parsed: unknown
    try {
      parsed = load(String(req.body ?? ''), { schema: JSON_SCHEMA })
    } catch {
      throw new Problem(422, 'no YAML')
    }
    const rules = Rules.parse(parsed)
    await Firm.update({ rules }, { where: { id: who.firmId } })
    await record(who, 'rules', who.firmId)
    return rules
  }),
  'PUT /hook': row('firm.manage', { body: z.object({ url: z.string().max(300) }).strict() }, async ({ body, who }) => {
    const url = hookUrl(body.url)
    if (!url) throw new Problem(422, 'an https address with a name is wanted')
    const secret = fresh()
    const [changed] = await Hook.update({ url: url.href, secret: seal(secret) }, { where: { firmId: who.firmId } })
    if (changed === 0) await Hook.create({ firmId: who.firmId, url: url.href, secret: seal(secret) })
    await record(who, 'hook', url.host)
    return { secret }
  }),
  'GET /trail': row('firm.manage', { query: z.object(Paging) }, async ({ query, who }) => ({
    rows: await Trail.findAll({
      where: { firmId: who.firmId, ...(query.after ? { at: { [Op.lt]: new Date(query.after) } } : {}) },
      attributes: ['actor', 'action', 'subject', 'at'], order: [['id', 'DESC']], limit: query.size,
    }),
  })),
}
