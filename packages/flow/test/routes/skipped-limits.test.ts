import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const SOURCE = (options: string): string =>
  `import express from 'express'\nimport { rateLimit } from 'express-rate-limit'\nconst app = express()\nconst REPLICAS = 3\nconst limiter = rateLimit({ ${options} })\n` +
  "app.post('/login', limiter, (req, res) => res.end())\n"

it.each<[string, boolean]>([
  ['windowMs: 60000, limit: 10', true],
  ['windowMs: 60000, limit: 10, skip: () => REPLICAS > 2', false],
  ['windowMs: 60000, limit: 10, skip: () => true', false],
  ['windowMs: 60000, limit: 10, skip: () => REPLICAS > 5', true],
  ["windowMs: 60000, limit: 10, skip: (req) => req.ip === '127.0.0.1'", true],
])('a limiter that passes over every request is none: %s', async (options, limits) => {
  const { routes } = await analysisOf({ 'app.ts': SOURCE(options) })
  expect((routes.find(({ path }) => path === '/login')?.rateLimits ?? []).length > 0).toBe(limits)
})
