const path = require('node:path')
const express = require('express')

const app = express()
const PLUGINS = ['weekly', 'monthly']

function load(name) {
  const plugin = PLUGINS.includes(name) ? `./plugins/${name}` : path.resolve('plugins', name)
  return require(plugin)
}

app.get('/reports/:plugin', async (req, res, next) => {
  try {
    res.json(await load(req.params.plugin).build())
  } catch (err) {
    next(err)
  }
})

module.exports = app
