const { Router } = require('express')
const { findPerson } = require('./ldap')
const { requireStaff } = require('./require-staff')

const router = Router()

router.post('/people/lookup', requireStaff, async (req, res, next) => {
  try {
    const person = await findPerson(String(req.body.name))
    res.status(person ? 200 : 404).json({ person })
  } catch (error) {
    next(error)
  }
})

module.exports = router
