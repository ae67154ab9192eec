const { Router } = require('express')
const passport = require('passport')
const conversations = require('./controllers/conversations')

const router = Router()
router.use(passport.authenticate('jwt', { session: false }))
router.get('/conversations/:id', conversations.show)

module.exports = router
