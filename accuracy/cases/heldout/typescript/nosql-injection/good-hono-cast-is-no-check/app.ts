import { Hono } from 'hono'
import { MongoClient } from 'mongodb'
import { z } from 'zod'

const devices = new MongoClient(process.env.MONGO_URL ?? '').db('iot').collection('devices')
const pairing = z.object({ serial: z.string(), code: z.string() })
type Pairing = z.infer<typeof pairing>

export const app = new Hono()

app.post('/devices/pair', async (c) => {
  const body = pairing.parse(await c.req.json())
  const device = await devices.findOne({ serial: body.serial, code: body.code })
  if (device === null) return c.json({ error: 'no such device' }, 404)
  return c.json({ paired: device.serial })
})
