const express = require('express')
const pug = require('pug')

const app = express()
app.use(express.urlencoded({ extended: false }))

const layout = (body) => ['html', '  body', `    h1 ${body}`].join('\n')

app.post('/cards', (req, res) => {
  const greeting = String(req.body.greeting ?? 'Hello')
  const render = pug.compile(layout('#{greeting}'))
  res.send(render({ greeting }))
})

module.exports = app
