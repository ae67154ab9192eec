const { Router } = require('express')

const router = Router()

router.get('/status', (req, res) => {
  res.json({ uptime: process.uptime(), env: { region: process.env.REGION, version: process.env.VERSION } })
})

module.exports = router
