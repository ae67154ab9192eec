import express from 'express'

const app = express()
app.use(express.json({ limit: '20kb' }))

function store(root, name, value) {
  const parts = name.split('.')
  const last = parts.pop()
  let place = root
  for (const part of parts) {
    if (!(place.get(part) instanceof Map)) place.set(part, new Map())
    place = place.get(part)
  }
  place.set(last, value)
}

app.post('/options', (req, res) => {
  const options = new Map()
  for (const [name, value] of Object.entries(req.body).slice(0, 100)) {
    store(options, name, value)
  }

  res.json({ sections: [...options.keys()] })
})

app.listen(3000)
