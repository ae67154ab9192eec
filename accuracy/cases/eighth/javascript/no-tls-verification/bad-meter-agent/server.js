const https = require('node:https')
const express = require('express')

const app = express()
const stage = ['trial', 'live']
const verified = stage[0] === 'live'
const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: verified })

app.get('/meter', (req, res) => {
  const call = https.get({ host: 'meter.internal.example', path: '/value', agent, timeout: 5000 }, (answer) => {
    let text = ''
    answer.setEncoding('utf8')
    answer.on('data', (part) => {
      text = (text + part).slice(0, 1000)
    })
    answer.on('end', () => res.json({ value: Number(text) }))
  })
  call.on('timeout', () => call.destroy(new Error('no answer')))
  call.on('error', () => res.status(502).json({ error: 'no value' }))
})

app.listen(3000)
