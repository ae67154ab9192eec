const { Router } = require('express')
const { keep, upload } = require('./upload')
const pictures = require('./pictures')

const router = Router()

router.post('/pictures', upload.single('picture'), async (req, res, next) => {
  if (!req.file) return res.sendStatus(422)
  try {
    const name = await keep(req.file)
    await pictures.add(req.session.memberId, name)
    res.status(201).json({ address: `/gallery/${name}` })
  } catch (error) {
    next(error)
  }
})

module.exports = router
