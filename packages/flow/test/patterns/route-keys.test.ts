import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const app = (key: string): string => `const express = require('express')
const app = express()
const kept = new Map()
const memo = (seconds) => (req, res, next) => {
  const key = ${key}
  const hit = kept.get(key)
  if (hit && hit.until > Date.now()) return res.json(hit.body)
  const json = res.json.bind(res)
  res.json = (body) => {
    kept.set(key, { body, until: Date.now() + seconds * 1000 })
    return json(body)
  }
  next()
}
app.get('/branches/:id/summary', memo(60), async (req, res) => res.json(await sums(req.params.id)))
`

it.each([
  ['`${req.route.path}?${JSON.stringify(req.query)}`', true],
  ['req.route.path', true],
  ['`${req.baseUrl}${req.path}?${JSON.stringify(req.query)}`', false],
  ['req.originalUrl', false],
  ['`${req.route.path}:${req.params.id}`', false],
  ['`${req.route.path}:${req.user.id}`', false],
])('answers that are kept under %s', async (key, isShared) => {
  const { patterns } = await analysisOf({ 'app.js': app(key) })
  expect(patterns.some(({ kind }) => kind === 'cache-not-keyed-by-user')).toBe(isShared)
})
