import express from 'express'
import escapeHtml from 'escape-html'

const app = express()

function shown(encoded) {
  return escapeHtml(decodeURIComponent(encoded))
}

app.get('/', (req, res) => {
  res.type('text').send('ready')
})

app.use((req, res) => {
  let name = 'this page'
  try {
    name = shown(req.path)
  } catch {
    name = 'a page with a broken address'
  }

  res.status(404).send('<!doctype html><title>Not found</title><p>There is no ' + name + ' here.</p>')
})

app.listen(3000)
