const { Router } = require('express')
const { evaluate } = require('./formula')
const { loadRows } = require('./rows')

const router = Router()

router.post('/sheets/:id/columns', async (req, res, next) => {
  try {
    const rows = await loadRows(Number(req.params.id), req.user.id)
    res.json({ values: rows.map((row) => evaluate(req.body.formula, row)) })
  } catch (err) {
    next(err)
  }
})

module.exports = router
