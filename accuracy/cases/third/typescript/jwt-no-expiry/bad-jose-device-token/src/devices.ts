import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { SignJWT } from 'jose'
import { requireUser } from './require-user'
import { devices } from './store'

const key = new TextEncoder().encode(process.env.DEVICE_KEY)

function deviceToken(deviceId: string, ownerId: string): Promise<string> {
  const token = new SignJWT({ owner: ownerId, scope: 'telemetry:write' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(deviceId)
    .setAudience('telemetry')
    .setIssuedAt()
  return token.sign(key)
}

export const deviceRoutes = new Hono().post('/devices', requireUser, async (c) => {
  const { model } = await c.req.json<{ model: string }>()
  const owner = c.get('user').id
  const id = randomUUID()
  await devices.add({ id, owner, model: String(model).slice(0, 60) })
  return c.json({ id, token: await deviceToken(id, owner) }, 201)
})
