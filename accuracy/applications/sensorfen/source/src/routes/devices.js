import { parseDocument } from 'yaml'
import { conflict, missing, Problem } from '../problem.js'
import { closed, line, open, paging, params, place } from '../shapes.js'
import { oid } from '../stores/index.js'
import { SORTS } from '../stores/devices.js'
import { forecast } from '../outbound.js'

const tags = { type: 'array', maxItems: 12, uniqueItems: true, items: line(30) }
const serial = line(40, { pattern: '^[A-Z0-9-]+$' })
const search = open({
  q: { type: 'string', maxLength: 60 },
  tag: { type: 'string', maxLength: 30 },
  sort: { type: 'string', enum: Object.keys(SORTS), default: 'name' },
  dir: { type: 'string', enum: ['asc', 'desc'], default: 'asc' },
  ...paging,
})
const deviceBody = closed({ name: line(80), serial, place, tags }, ['tags'])
const many = { type: 'array', minItems: 1, maxItems: 500, items: deviceBody }
const out = ({ _id, name, serial, place, tags, seenAt }) => ({ id: _id, name, serial, place, tags, seenAt })
const MOST = 5000

export default async function devices(app) {
  app.addContentTypeParser('application/yaml', { parseAs: 'string', bodyLimit: 131_072 }, (_request, body, done) => done(null, body))

  const create = async (request, rows) => {
    if ((await request.org.devices.count({})) + rows.length > MOST) throw conflict(`at most ${MOST} devices`)
    try {
      const now = new Date()
      const { insertedIds } = await request.org.devices.addMany(
        rows.map(({ name, serial, place, tags }) => ({ name, serial, place: { lat: place.lat, lon: place.lon }, tags: tags ?? [], seenAt: null, createdAt: now })),
        { ordered: true },
      )
      return Object.values(insertedIds)
    } catch (err) {
      if (err.code === 11000) throw conflict('a serial is there already')
      throw err
    }
  }

  app.get('/', { config: { access: 'user:viewer' }, schema: { querystring: search } }, async ({ org, query }) => ({ rows: (await org.searchDevices(query)).map(out) }))

  app.get('/:id', { config: { access: 'user:viewer' }, schema: { params } }, async ({ org, params }) => {
    const device = await org.device(params.id)
    if (!device) throw missing()
    return out(device)
  })

  app.post('/', { config: { access: 'user:warden' }, schema: { body: deviceBody } }, async (request, reply) => {
    const [id] = await create(request, [request.body])
    await request.org.note(request.who.id, 'device.create', id)
    reply.code(201)
    return { id }
  })

  app.post('/import', { config: { access: 'user:warden', rateLimit: { max: 6, timeWindow: '1 minute' } } }, async (request, reply) => {
    if (typeof request.body !== 'string') throw new Problem(415, 'YAML is wanted')
    const document = parseDocument(request.body, { schema: 'core', merge: false, uniqueKeys: true })
    if (document.errors.length > 0) throw new Problem(422, 'no YAML')
    let rows
    try {
      rows = document.toJS({ maxAliasCount: 0 })
    } catch {
      throw new Problem(422, 'aliases are not read')
    }
    if (!request.validateInput(rows, many)) throw new Problem(422, 'a list of devices is wanted')
    const ids = await create(request, rows)
    await request.org.note(request.who.id, 'device.import', ids.length)
    reply.code(201)
    return { created: ids.length }
  })

  app.patch('/:id', { config: { access: 'user:warden' }, schema: { params, body: open({ name: line(80), tags, place }) } }, async (request, reply) => {
    if (!(await request.org.devices.set({ _id: oid(request.params.id) }, request.body))) throw missing()
    await request.org.note(request.who.id, 'device.change', request.params.id)
    reply.code(204)
  })

  app.delete('/:id', { config: { access: 'user:owner' }, schema: { params } }, async (request, reply) => {
    if (!(await request.org.devices.remove({ _id: oid(request.params.id) }))) throw missing()
    await request.org.note(request.who.id, 'device.delete', request.params.id)
    reply.code(204)
  })

  app.get('/:id/forecast', { config: { access: 'user:viewer', rateLimit: { max: 30, timeWindow: '1 minute' } }, schema: { params, querystring: open({ source: { type: 'string', enum: ['met', 'open-meteo'], default: 'met' } }) } }, async (request) => {
    const device = await request.org.device(request.params.id)
    if (!device) throw missing()
    try {
      return { rain: await forecast(request.query.source, device.place) }
    } catch (err) {
      request.log.warn({ code: err.code }, 'no forecast')
      throw new Problem(502, 'the service does not answer')
    }
  })
}
