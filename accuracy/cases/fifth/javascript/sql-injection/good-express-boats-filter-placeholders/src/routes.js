const router = require('express').Router()
const db = require('./db')
const { where } = require('./lib/where')
const { requireUser } = require('./middleware/auth')

router.get('/', requireUser, async (req, res, next) => {
  const { harbour, kind } = req.query
  try {
    const condition = where({ harbour, kind })
    const rows = await db.query(`SELECT id, name, berth FROM boats ${condition.text} ORDER BY name LIMIT 100`, condition.values)
    res.json(rows)
  } catch (error) {
    next(error)
  }
})

module.exports = router
