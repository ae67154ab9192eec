import express from 'express'
import yaml from 'js-yaml'

export const app = express()
app.use(express.text({ type: 'text/yaml', limit: '100kb' }))

app.post('/workflows', (req, res) => {
  const workflow = yaml.load(req.body) as { name: string }
  res.status(201).json({ name: String(workflow.name) })
})
