import { readFile } from 'node:fs/promises'
import express from 'express'

const app = express()
const text = await readFile('/srv/help/all.txt', 'utf8')

const prepare = (word) => word.trim().slice(0, 60)

function* matches(pattern, lines) {
  for (const [index, line] of lines.entries()) {
    if (pattern.test(line)) yield { line: index + 1, text: line.slice(0, 200) }
  }
}

app.get('/help/grep', (req, res) => {
  const word = req.query.word
  if (typeof word !== 'string' || word === '') {
    res.status(400).json({ error: 'word' })
    return
  }
  const pattern = new RegExp(prepare(word), 'i')
  const found = [...matches(pattern, text.split('\n'))].slice(0, 50)
  res.json({ word, found })
})

app.listen(3000)
