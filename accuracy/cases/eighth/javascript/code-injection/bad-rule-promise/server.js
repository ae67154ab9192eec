const express = require('express')

const app = express()
app.use(express.text({ limit: '10kb' }))

function trimmed(text) {
  return Promise.resolve(text).then((value) => value.trim())
}

app.post('/rules', (req, res) => {
  trimmed(req.body)
    .then((source) => source.replace(/;$/, ''))
    .then((source) => new Function('return (' + source + ')')())
    .then((rule) => {
      res.json({ name: String(rule.name), conditions: Array.isArray(rule.when) ? rule.when.length : 0 })
    })
    .catch(() => {
      res.status(422).json({ error: 'cannot read the rule' })
    })
})

app.listen(3000)
