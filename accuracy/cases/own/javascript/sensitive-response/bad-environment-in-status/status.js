const { Router } = require('express')

const router = Router()

router.get('/status', (req, res) => {
  res.json({ uptime: process.uptime(), env: process.env })
})

module.exports = router
