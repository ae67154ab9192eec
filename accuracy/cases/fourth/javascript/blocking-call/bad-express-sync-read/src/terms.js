const fs = require('node:fs')
const path = require('node:path')
const { Router } = require('express')

const router = Router()
const LANGUAGES = ['en', 'de', 'fr']

router.get('/terms/:language', (req, res, next) => {
  const language = LANGUAGES.includes(req.params.language) ? req.params.language : 'en'
  const file = path.join(__dirname, '../content', `terms.${language}.html`)
  try {
    const html = fs.readFileSync(file, 'utf8')
    res.type('html').send(html)
  } catch (err) {
    next(err)
  }
})

module.exports = router
