const router = require('express').Router()
const tariffs = require('./tariffs')
const { requireUser, requireRole } = require('./middleware/auth')

const wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res)).catch(next)

router.use(requireUser)
router.get('/', wrap(async (_req, res) => res.json(await tariffs.list())))

router.put('/:id', requireRole('tariffs'), wrap(async (req, res) => {
  const cents = Number(req.body.cents)
  if (!Number.isInteger(cents) || cents < 0) return res.sendStatus(422)
  const changed = await tariffs.change(Number(req.params.id), cents)
  return changed ? res.json(changed) : res.sendStatus(404)
}))

router.delete('/:id', requireRole('tariffs'), wrap(async (req, res) => {
  await tariffs.remove(Number(req.params.id))
  res.sendStatus(204)
}))

module.exports = router
