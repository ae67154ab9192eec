const router = require('express').Router()
const db = require('./db')
const logger = require('./logger')
const { requireUser } = require('./middleware/auth')

async function find(words) {
  return db.query('SELECT id, title FROM articles WHERE title ILIKE $1 ORDER BY id DESC LIMIT 30', [`%${words}%`])
}

router.get('/', requireUser, async (req, res, next) => {
  const words = String(req.query.q ?? '')
  try {
    const rows = await find(words)
    if (rows.length === 0) logger.info(`nothing found for ${words}`)
    res.json(rows)
  } catch (error) {
    next(error)
  }
})

module.exports = router
