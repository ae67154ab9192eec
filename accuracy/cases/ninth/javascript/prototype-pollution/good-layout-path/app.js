const express = require('express')

const app = express()
app.use(express.json())

const layout = { header: { visible: true }, footer: {} }
const FORBIDDEN = new Set(['', '__proto__', 'constructor', 'prototype'])

function assign(root, dotted, value) {
  const keys = String(dotted).split('.')
  if (keys.some((key) => FORBIDDEN.has(key))) throw new RangeError('bad path')
  const last = keys.pop()
  let node = root
  for (const key of keys) {
    node[key] ??= {}
    node = node[key]
  }
  node[last] = value
}

app.patch('/layout', (req, res) => {
  try {
    assign(layout, req.body.path, req.body.value)
    res.json(layout)
  } catch {
    res.sendStatus(400)
  }
})

module.exports = app
