const axios = require('axios')
const express = require('express')

const app = express()
app.use(express.json())

const FIXED = { baseURL: 'https://badges.example.com', timeout: 4000, maxRedirects: 0 }

app.get('/health', (_req, res) => {
  res.json({ proxy: FIXED.baseURL })
})

app.post('/badges', async (req, res) => {
  const settings = { ...FIXED, ...req.body.source }
  const reply = await axios.get('/badge.json', settings)
  res.json({ status: reply.data.status })
})

module.exports = app
