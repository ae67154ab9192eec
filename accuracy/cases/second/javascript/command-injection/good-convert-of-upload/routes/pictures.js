const { randomUUID } = require('node:crypto')
const path = require('node:path')
const express = require('express')
const multer = require('multer')
const { requireUser } = require('../lib/auth')
const { resize } = require('../lib/resize')

const router = express.Router()
const upload = multer({ dest: '/srv/incoming', limits: { fileSize: 4_000_000 } })

router.post('/pictures', requireUser, upload.single('picture'), async (req, res, next) => {
  try {
    const name = `${randomUUID()}.png`
    await resize(req.file.path, path.join('/srv/pictures', name), req.query.size ?? '256')
    res.status(201).json({ name })
  } catch (error) {
    next(error)
  }
})

module.exports = router
