import { Readable } from 'node:stream'
import { missing, Problem } from '../problem.js'
import { closed, line, params, time } from '../shapes.js'

const DAY = 86_400_000
const batch = closed({
  readings: {
    type: 'array',
    minItems: 1,
    maxItems: 1000,
    items: closed({ serial: line(40, { pattern: '^[A-Z0-9-]+$' }), at: time, level: { type: 'number', minimum: -50, maximum: 50 } }),
  },
})
const span = closed({ from: time, to: time, by: { type: 'string', enum: ['hour', 'day', 'week'], default: 'day' } }, ['by'])

const dates = ({ from, to }) => {
  const range = { from: new Date(from), to: new Date(to) }
  if (range.to <= range.from || range.to - range.from > 800 * DAY) throw new Problem(422, 'at most 800 days')
  return range
}

export default async function readings(app) {
  app.post('/readings', { config: { access: 'key:write', rateLimit: { max: 120, timeWindow: '1 minute' } }, schema: { body: batch } }, async (request, reply) => {
    const rows = request.body.readings
    const soon = Date.now() + 600_000
    if (rows.some((r) => Date.parse(r.at) > soon)) throw new Problem(422, 'a time lies ahead')
    const serials = [...new Set(rows.map((r) => r.serial))]
    const known = new Map((await request.org.bySerial(serials)).map((d) => [d.serial, d._id]))
    if (known.size !== serials.length) throw new Problem(422, 'a serial is not known')
    const taken = await request.org.take(rows.map((r) => ({ device: known.get(r.serial), at: new Date(r.at), level: r.level })))
    await request.org.seen([...known.values()])
    reply.code(202)
    return { taken }
  })

  app.get('/devices/:id/curve', { config: { access: 'user:viewer' }, schema: { params, querystring: span } }, async ({ org, params, query }) => {
    const device = await org.device(params.id)
    if (!device) throw missing()
    return { rows: await org.curve(device._id, { ...dates(query), by: query.by }) }
  })

  app.get('/latest', { config: { access: 'key:read' } }, async ({ org }) => ({
    rows: await org.devices.list({ seenAt: { $ne: null } }, { sort: { seenAt: -1 }, limit: 100, projection: { _id: 0, serial: 1, seenAt: 1 } }),
  }))

  app.get('/devices/:id/readings.csv', { config: { access: 'user:viewer', rateLimit: { max: 6, timeWindow: '1 minute' } }, schema: { params, querystring: span } }, async (request, reply) => {
    const device = await request.org.device(request.params.id)
    if (!device) throw missing()
    const { from, to } = dates(request.query)
    const cursor = request.org.readings.each({ device: device._id, at: { $gte: from, $lt: to } }, { sort: { at: 1 }, limit: 100_000, projection: { _id: 0, at: 1, level: 1 } })
    async function* lines() {
      yield 'at,level\n'
      for await (const row of cursor) yield `${row.at.toISOString()},${row.level}\n`
    }
    reply.header('content-disposition', `attachment; filename="readings-${request.params.id}.csv"`).type('text/csv')
    return Readable.from(lines())
  })
}
