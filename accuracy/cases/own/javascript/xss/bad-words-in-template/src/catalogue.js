import express from 'express'

export const catalogue = express.Router()

catalogue.get('/catalogue', (req, res) => {
  const words = String(req.query.words ?? '')
  res.render('catalogue/search', { words, heading: 'Catalogue' })
})
