'use strict'

const net = require('node:net')
const express = require('express')

const app = express()

const headerValue = (value) => value.trim().slice(0, 200)

function head(trace) {
  return [
    'GET /status HTTP/1.1',
    'Host: printer.internal',
    `X-Trace: ${headerValue(trace)}`,
    'Connection: close',
    '',
    '',
  ].join('\r\n')
}

app.get('/printer', (req, res) => {
  const trace = String(req.query.trace ?? 'none')
  const socket = net.connect({ host: 'printer.internal', port: 9100, timeout: 3000 })
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk))
  socket.on('error', () => res.sendStatus(502))
  socket.on('timeout', () => socket.destroy(new Error('timeout')))
  socket.on('end', () => res.json({ ready: answer.includes('200 OK') }))
  socket.write(head(trace))
})

module.exports = app
