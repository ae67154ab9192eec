import { conflict, forbidden, missing } from '../problem.js'
import { hashPassword, newKey, random } from '../secrets.js'
import { closed, email, line, open, paging, params } from '../shapes.js'
import { oid } from '../stores/index.js'
import { letter } from '../outbound.js'

const role = { type: 'string', enum: ['viewer', 'warden', 'owner'] }
const scopes = { type: 'array', minItems: 1, maxItems: 2, uniqueItems: true, items: { type: 'string', enum: ['read', 'write'] } }

export default async function admin(app, { config }) {
  const { accounts } = app.stores
  const access = 'user:owner'
  const span = ({ page, size }, sort, projection) => ({ sort, projection, skip: (page - 1) * size, limit: size })
  const other = (request) => {
    const id = oid(request.params.id)
    if (id.equals(request.who.id)) throw forbidden()
    return id
  }

  app.get('/users', { config: { access }, schema: { querystring: open(paging) } }, async ({ org, query }) => ({
    rows: await org.users.list({}, span(query, { name: 1, _id: 1 }, { name: 1, email: 1, role: 1, disabledAt: 1 })),
  }))

  app.post('/users', { config: { access, rateLimit: { max: 20, timeWindow: '1 minute' } }, schema: { body: closed({ email, name: line(80), role }) } }, async (request, reply) => {
    const { name, role } = request.body
    const address = request.body.email.toLowerCase()
    let id
    try {
      id = await request.org.users.add({ email: address, name, role, passwordHash: await hashPassword(random()), disabledAt: null })
    } catch (err) {
      if (err.code === 11000) throw conflict('the address has an account')
      throw err
    }
    await request.org.note(request.who.id, 'user.invite', id)
    const token = await accounts.newReset(id)
    letter(config, address, 'welcome', token).catch((err) => request.log.error({ err }, 'invitation not sent'))
    reply.code(201)
    return { id }
  })

  app.put('/users/:id/role', { config: { access }, schema: { params, body: closed({ role }) } }, async (request, reply) => {
    const id = other(request)
    if (!(await request.org.users.set({ _id: id }, { role: request.body.role }))) throw missing()
    await accounts.endAll(id)
    await request.org.note(request.who.id, `user.role.${request.body.role}`, id)
    reply.code(204)
  })

  app.delete('/users/:id', { config: { access }, schema: { params } }, async (request, reply) => {
    const id = other(request)
    if (!(await request.org.users.set({ _id: id }, { disabledAt: new Date() }))) throw missing()
    await accounts.endAll(id)
    await request.org.note(request.who.id, 'user.disable', id)
    reply.code(204)
  })

  app.get('/keys', { config: { access }, schema: { querystring: open(paging) } }, async ({ org, query }) => ({
    rows: await org.keys.list({}, span(query, { _id: -1 }, { label: 1, scopes: 1, endsAt: 1, revokedAt: 1 })),
  }))

  app.post('/keys', { config: { access }, schema: { body: closed({ label: line(60), scopes, days: { type: 'integer', minimum: 1, maximum: 365 } }) } }, async (request, reply) => {
    const { label, scopes, days } = request.body
    const { id, secretDigest, shown } = newKey()
    const row = await request.org.keys.add({ id, secretDigest, label, scopes, endsAt: new Date(Date.now() + days * 86_400_000), revokedAt: null })
    await request.org.note(request.who.id, 'key.create', row)
    reply.code(201)
    return { id: row, key: shown }
  })

  app.delete('/keys/:id', { config: { access }, schema: { params } }, async (request, reply) => {
    if (!(await request.org.keys.set({ _id: oid(request.params.id) }, { revokedAt: new Date() }))) throw missing()
    await request.org.note(request.who.id, 'key.revoke', request.params.id)
    reply.code(204)
  })

  app.get('/trail', { config: { access }, schema: { querystring: open(paging) } }, async ({ org, query }) => ({
    rows: await org.trail.list({}, span(query, { at: -1 }, { _id: 0, who: 1, action: 1, subject: 1, at: 1 })),
  }))
}
