import { Router } from 'express'
import { exchange } from './exchange.js'

const HOME = '/home'
export const oauth = Router()

oauth.get('/oauth/callback', async (req, res) => {
  const { code, state } = req.query as Record<string, string>
  const [nonce, page = ''] = (state ?? '').split('|')
  if (nonce !== req.session.nonce) {
    res.sendStatus(403)
    return
  }
  req.session.userId = await exchange(code)
  res.redirect(page || HOME)
})
