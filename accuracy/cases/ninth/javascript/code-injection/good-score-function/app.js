const express = require('express')

const app = express()
app.use(express.json())

const SCORES = {
  sum: (values) => values.reduce((a, b) => a + b, 0),
  best: (values) => Math.max(...values),
}

function scorer({ formula }) {
  return Object.hasOwn(SCORES, formula) ? SCORES[formula] : SCORES.sum
}

app.post('/quiz/score', (req, res) => {
  const values = (req.body.values ?? []).map(Number)
  res.json({ score: scorer(req.body)(values) })
})

module.exports = app
