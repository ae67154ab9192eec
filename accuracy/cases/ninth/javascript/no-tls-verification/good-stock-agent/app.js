const fs = require('node:fs')
const https = require('node:https')
const axios = require('axios')
const express = require('express')

const app = express()

function partnerAgent(options = {}) {
  return new https.Agent({ keepAlive: true, ca: fs.readFileSync('/etc/ssl/partner-ca.pem'), ...options })
}

const client = axios.create({
  baseURL: 'https://partner.example.com/api',
  timeout: 5000,
  httpsAgent: partnerAgent({ maxSockets: 10 }),
})

app.get('/stock/:article', async (req, res) => {
  const article = encodeURIComponent(req.params.article)
  const { data } = await client.get(`/stock/${article}`)
  res.json({ available: Boolean(data.available) })
})

module.exports = app
