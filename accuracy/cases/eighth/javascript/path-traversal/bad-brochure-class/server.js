import path from 'node:path'
import express from 'express'

const app = express()
const FOLDER = '/srv/brochures'

app.get('/brochures', (req, res) => {
  class Brochure {
    #name

    constructor(name) {
      this.#name = name
    }

    get file() {
      return this.#name + '.pdf'
    }
  }

  const brochure = new Brochure(String(req.query.name ?? 'overview'))
  res.sendFile(path.join(FOLDER, brochure.file), (error) => {
    if (error && !res.headersSent) res.status(404).json({ error: 'no such brochure' })
  })
})

app.listen(3000)
