const ejs = require('ejs')
const express = require('express')

const app = express()
app.use(express.urlencoded({ extended: true }))

app.get('/certificates/fields', (_req, res) => {
  res.json({ fields: ['wording', 'participant'] })
})

app.post('/certificates/preview', (req, res) => {
  const { wording = 'has passed', participant = '' } = req.body
  const source = '<p><%= participant %> '.concat('<%= wording %>', '</p>')
  res.send(ejs.render(source, { participant, wording }))
})

module.exports = app
