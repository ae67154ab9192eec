const { Router } = require('express')
const { teamsWithMembers } = require('../services/teams')

const router = Router()

router.get('/teams', async (req, res, next) => {
  try {
    res.json(await teamsWithMembers(req.user.company))
  } catch (err) {
    next(err)
  }
})

module.exports = router
