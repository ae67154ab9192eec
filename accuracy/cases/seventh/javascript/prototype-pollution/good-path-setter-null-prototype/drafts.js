import express from 'express'

const app = express()
app.use(express.urlencoded({ extended: false }))

const fresh = () => Object.create(null)
const drafts = new Map()

function setPath(root, path, value) {
  const keys = path.split('.')
  const last = keys.pop()
  const parent = keys.reduce((node, key) => {
    if (typeof node[key] !== 'object') node[key] = fresh()
    return node[key]
  }, root)
  parent[last] = value
}

app.post('/drafts/:id', (req, res) => {
  const { path, value } = req.body
  if (!path || path.split('.').length > 5) {
    res.sendStatus(400)
    return
  }
  const draft = drafts.get(req.params.id) ?? fresh()
  setPath(draft, path, String(value))
  if (drafts.size < 1000) drafts.set(req.params.id, draft)
  res.json({ id: req.params.id, draft })
})

export default app
