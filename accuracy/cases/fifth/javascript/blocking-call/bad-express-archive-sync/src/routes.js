const path = require('node:path')
const router = require('express').Router()
const { pack } = require('./archive')
const db = require('./db')
const { requireUser } = require('./middleware/auth')

const ROOT = path.resolve(process.env.ARCHIVE_DIR ?? 'archive')

router.post('/', requireUser, async (req, res, next) => {
  try {
    const folder = await db.one('SELECT id FROM folders WHERE owner_id = $1', [req.user.sub])
    if (!folder) return res.sendStatus(404)
    const content = await pack(path.join(ROOT, String(folder.id)), String(req.body.passphrase))
    return res.type('application/x-7z-compressed').send(content)
  } catch (error) {
    return next(error)
  }
})

module.exports = router
