const { randomUUID } = require('node:crypto')
const path = require('node:path')
const router = require('express').Router()
const { htmlToPdf } = require('./lib/pdf')
const { requireUser } = require('./middleware/auth')

const OUT = path.resolve('var/reports')

router.post('/', requireUser, async (req, res, next) => {
  const { title = 'Report', quarter } = req.body
  if (!/^\d{4}q[1-4]$/.test(quarter)) return res.sendStatus(422)
  try {
    const target = path.join(OUT, `${randomUUID()}.pdf`)
    await htmlToPdf(path.join(OUT, `${quarter}.html`), target, { title: String(title) })
    res.download(target, 'report.pdf')
  } catch (error) {
    next(error)
  }
})

module.exports = router
