const { Router } = require('express')
const { Member } = require('./models/member')
const { requireUser } = require('./require-user')

const router = Router()

router.get('/members/:slug', async (req, res, next) => {
  try {
    const member = await Member.findOne({ where: { slug: req.params.slug }, attributes: ['name', 'bio'] })
    if (!member) return res.status(404).render('not-found')
    res.render('profile', { member, user: req.user ?? null })
  } catch (error) {
    next(error)
  }
})

router.post('/me/bio', requireUser, async (req, res, next) => {
  try {
    await Member.update({ bio: String(req.body.bio).slice(0, 2000) }, { where: { id: req.user.id } })
    res.redirect('/me')
  } catch (error) {
    next(error)
  }
})

module.exports = router
