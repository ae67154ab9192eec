import express from 'express'

const app = express()
app.use(express.json({ limit: '20kb' }))

function store(root, name, value) {
  const parts = name.split('.')
  const last = parts.pop()
  let place = root
  for (const part of parts) {
    place[part] ??= {}
    place = place[part]
  }
  place[last] = value
}

app.post('/options', (req, res) => {
  const options = {}
  for (const [name, value] of Object.entries(req.body).slice(0, 100)) {
    store(options, name, value)
  }

  res.json({ sections: Object.keys(options) })
})

app.listen(3000)
