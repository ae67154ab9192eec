const express = require('express')
const { requireAuthor } = require('./guard')
const { updateDraft } = require('./repository')

const app = express()
app.use(express.json())

app.patch('/drafts/:id', requireAuthor, async (req, res) => {
  const changed = await updateDraft(Number(req.params.id), req.author.id, req.body)
  res.status(changed === 1 ? 204 : 404).end()
})

module.exports = app
