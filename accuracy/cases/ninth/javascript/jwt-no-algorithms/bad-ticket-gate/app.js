const express = require('express')
const jwt = require('jsonwebtoken')

const app = express()

const verifyOptions = { issuer: 'tickets', clockTolerance: 5 }

const verify = (token) =>
  new Promise((resolve, reject) => {
    jwt.verify(token, process.env.TICKET_KEY, verifyOptions, (err, claims) => (err ? reject(err) : resolve(claims)))
  })

app.post('/gate/:gate', async (req, res) => {
  try {
    const ticket = await verify(req.get('x-ticket') ?? '')
    res.json({ open: ticket.gates.includes(req.params.gate) })
  } catch {
    res.status(401).json({ open: false })
  }
})

module.exports = app
