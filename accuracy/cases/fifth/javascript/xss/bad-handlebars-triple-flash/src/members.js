const { Router } = require('express')
const db = require('./db')

const router = Router()

router.get('/', async (_req, res, next) => {
  try {
    res.render('members', { members: await db.members(60) })
  } catch (error) {
    next(error)
  }
})

router.post('/', async (req, res, next) => {
  try {
    await db.addMember(String(req.body.name).slice(0, 80))
    res.redirect('/members?notice=The+member+was+added')
  } catch (error) {
    next(error)
  }
})

module.exports = router
