const express = require('express')
const { pack } = require('./reports')
const { yearly } = require('./store')

const app = express()

app.get('/reports/:year', async (req, res) => {
  const packed = await pack(await yearly(Number(req.params.year)))
  res.set('content-encoding', 'gzip').type('json').send(packed)
})

module.exports = app
