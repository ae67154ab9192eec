import express from 'express'
import { requireUser, type AuthedRequest } from './auth.js'
import { signing } from './config.js'
import { LinkSigner } from './link-signer.js'

const signer = new LinkSigner(signing)
export const app = express()

app.post('/links', requireUser, express.json(), (req: AuthedRequest, res) => {
  const name = String(req.body.name)
  if (!/^[a-z0-9-]{1,60}\.pdf$/.test(name)) return res.sendStatus(422)
  res.status(201).json({ url: signer.sign(`${req.user!.accountId}-${name}`) })
})

app.get('/files/:file', (req, res) => {
  const { expires, mac } = req.query
  if (!signer.verify(req.params.file, Number(expires), String(mac))) return res.sendStatus(403)
  res.set('X-Accel-Redirect', `/internal/${encodeURIComponent(req.params.file)}`).end()
})
