const fs = require('fs/promises')
const path = require('path')
const express = require('express')
const app = express()
app.put('/notes/:name', async (req, res) => {
  await fs.writeFile(path.join('/srv/notes', path.basename(req.params.name)), String(req.body.text))
  res.status(204).end()
})
