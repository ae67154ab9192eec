import express from 'express'

const app = express()

app.get('/brochures/:name', (req, res) => {
  const { name } = req.params
  res.download('/srv/brochures/' + name.replace('../', ''))
})

export default app
