import express from 'express'

const app = express()

app.get('/brochures/:name', (req, res) => {
  const { name } = req.params
  res.download(name, 'brochure.pdf', { root: '/srv/brochures', dotfiles: 'deny' })
})

export default app
