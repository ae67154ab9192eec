import express from 'express'
import yaml from 'js-yaml'
import unsafe from 'js-yaml-js-types'

export const app = express()
app.use(express.text({ type: 'text/yaml', limit: '100kb' }))

app.post('/workflows', (req, res) => {
  const schema = yaml.DEFAULT_SCHEMA.extend(unsafe.all)
  const workflow = yaml.load(req.body, { schema }) as { name: string }
  res.status(201).json({ name: String(workflow.name) })
})
