const { Router } = require('express')
const { findPage } = require('./content')

const router = Router()

router.get('/pages', (req, res) => {
  const name = String(req.query.name || 'home')
  const page = findPage(name)
  if (!page) {
    return res.status(404).send(`<h1>Nothing here</h1><p>There is no page called ${name}.</p>`)
  }
  res.render('page', { page })
})

module.exports = router
