import { Hono } from 'hono'

interface Settings {
  theme: string
  density: 'wide' | 'narrow'
}

const defaults: Settings = { theme: 'light', density: 'wide' }
export const app = new Hono()

app.post('/settings/preview', async (c) => {
  const { theme = defaults.theme, density = defaults.density } = await c.req.json<Partial<Settings>>()
  return c.json({ ...defaults, ...Object.assign({}, { theme, density }) })
})
