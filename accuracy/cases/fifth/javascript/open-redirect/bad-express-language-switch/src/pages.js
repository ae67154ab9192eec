const { Router } = require('express')

const router = Router()
const PAGES = { '/': 'home.njk', '/prices': 'prices.njk', '/contact': 'contact.njk' }

for (const [path, view] of Object.entries(PAGES)) {
  router.get(path, (_req, res) => res.render(view))
}

module.exports = router
