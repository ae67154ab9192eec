'use strict'

const express = require('express')

const app = express()
app.use(express.json())

const settings = { mail: { daily: true }, layout: { columns: 2 } }

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function'

function merge(target, source) {
  for (const key of Object.keys(source)) {
    if (key === '__proto__') continue
    if (isObject(source[key]) && isObject(target[key])) {
      merge(target[key], source[key])
    } else {
      target[key] = source[key]
    }
  }
  return target
}

app.patch('/settings', (req, res) => {
  if (req.get('authorization') !== `Bearer ${process.env.SETTINGS_TOKEN}`) {
    res.sendStatus(401)
    return
  }
  res.json(merge(settings, req.body ?? {}))
})

module.exports = app
