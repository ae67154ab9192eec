const express = require('express')
const { Project } = require('./models/project')

const router = express.Router()
const ENTITIES = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;'], ["'", '&#39;']])
const label = (text) => [...text.normalize('NFC').slice(0, 40)].map((character) => ENTITIES.get(character) ?? character).join('')

router.post('/projects', async (req, res) => {
  const project = await Project.create({ name: String(req.body.name), owner: req.session.userId })
  res.status(201).json({ id: project.id })
})

router.get('/projects/:id/badge.svg', async (req, res) => {
  const project = await Project.findById(req.params.id).select('name builds').lean()
  if (!project) return res.sendStatus(404)
  const colour = project.builds?.at(-1)?.passed ? '#4a4' : '#a44'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="180" height="20"><rect width="180" height="20" fill="${colour}"/><text x="6" y="14">${label(project.name)}</text></svg>`
  res.type('image/svg+xml').send(svg)
})

module.exports = router
