const { Router } = require('express')
const { createArchive } = require('../services/archive')
const { requireUser } = require('../middleware/requireUser')

const router = Router()

router.post('/projects/:id/archive', requireUser, async (req, res, next) => {
  const projectId = Number(req.params.id)
  if (!Number.isInteger(projectId)) {
    return res.status(400).json({ error: 'project expected' })
  }
  try {
    await createArchive(projectId, req.body.branch)
    res.status(201).json({ projectId })
  } catch (err) {
    next(err)
  }
})

module.exports = router
