const router = require('express').Router()
const receipts = require('./receipts')
const { requireUser } = require('./middleware/auth')

router.use(requireUser)

router.get('/', (req, res, next) => {
  receipts.latest(req.user.sub).then((rows) => res.json(rows), next)
})

router.get('/:id(\\d+)', (req, res, next) => {
  receipts
    .find(req.params.id, req.user.sub)
    .then((receipt) => (receipt ? res.json(receipt) : res.sendStatus(404)))
    .catch(next)
})

module.exports = router
