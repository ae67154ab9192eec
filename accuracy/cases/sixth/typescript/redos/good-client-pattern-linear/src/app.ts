import express from 'express'
import { requireUser, type AuthedRequest } from './auth.js'
import { LineFilter } from './search/line-filter.js'
import { patternsOf, recentLines, savePatterns } from './search/saved-filters.js'

export const app = express()
app.use(express.json({ limit: '8kb' }), requireUser)

app.put('/filters', async (req: AuthedRequest, res) => {
  const patterns = Array.isArray(req.body.patterns) ? req.body.patterns.map(String) : []
  await savePatterns(req.user!.id, patterns)
  res.sendStatus(204)
})

app.get('/lines', async (req: AuthedRequest, res) => {
  const filter = LineFilter.of(await patternsOf(req.user!.id))
  const lines = await recentLines(req.user!.accountId)
  res.json({ lines: lines.filter((line) => filter.accepts(line)).slice(-200) })
})
