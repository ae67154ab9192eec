const { Router } = require('express')
const { restore } = require('./storage')

const router = Router()

router.post('/:name/restore', async (req, res) => {
  await restore(req.params.name)
  res.status(202).end()
})

module.exports = router
