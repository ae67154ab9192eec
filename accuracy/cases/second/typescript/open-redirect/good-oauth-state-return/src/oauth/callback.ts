import { Router } from 'express'
import { exchange } from './exchange.js'

const PAGES: ReadonlyMap<string, string> = new Map([
  ['home', '/home'],
  ['billing', '/billing'],
])
export const oauth = Router()

oauth.get('/oauth/callback', async (req, res) => {
  const { code, state } = req.query as Record<string, string>
  const [nonce, page = ''] = (state ?? '').split('|')
  if (nonce !== req.session.nonce) {
    res.sendStatus(403)
    return
  }
  req.session.userId = await exchange(code)
  res.redirect(PAGES.get(page) ?? '/home')
})
