const router = require('express').Router()
const memberships = require('./memberships')

function signedIn(req, res, next) {
  if (!req.session.accountId) return res.sendStatus(401)
  next()
}

router.post('/select', signedIn, async (req, res, next) => {
  try {
    const found = await memberships.find(req.session.accountId, Number(req.body.workspaceId))
    if (!found) return res.sendStatus(403)
    req.session.workspace = { id: found.workspace_id, role: found.role }
    res.sendStatus(204)
  } catch (error) {
    next(error)
  }
})

router.get('/members', signedIn, async (req, res, next) => {
  const { workspace } = req.session
  if (workspace?.role !== 'owner') return res.sendStatus(403)
  memberships.of(workspace.id).then((rows) => res.json(rows), next)
})

module.exports = router
