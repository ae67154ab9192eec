import { Router } from 'express'
import { all } from '../db.js'

const PARTNERS = { postal: 'https://post.example/track', returns: 'https://returns.example/start' }

const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

export const siteRoutes = Router()

siteRoutes.get('/api/stores', (req, res) => {
  res.json(all('SELECT city, phone, email FROM stores'))
})

siteRoutes.get('/api/help', (req, res) => {
  res.json({ query: req.query.q ?? '', results: [], hint: `No article matches ${req.query.q ?? ''}` })
})

siteRoutes.get('/go', (req, res) => {
  const target = PARTNERS[req.query.to]
  if (!target) return res.status(400).send(`<p>Unknown partner: ${escapeHtml(req.query.to ?? '')}</p>`)
  res.redirect(target)
})

siteRoutes.get('/unsubscribe', (req, res) => {
  res.send(`<p>${escapeHtml(req.query.email ?? '')} will get no more mail from us.</p>`)
})

siteRoutes.get('/app{/*rest}', (req, res) => {
  res.send('<!doctype html><title>Shop</title><div id="root"></div>')
})
