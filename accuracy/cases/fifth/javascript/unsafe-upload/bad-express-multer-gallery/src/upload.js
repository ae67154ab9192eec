const path = require('node:path')
const { randomUUID } = require('node:crypto')
const multer = require('multer')

const storage = multer.diskStorage({
  destination: 'public/gallery',
  filename: (_req, file, done) => done(null, randomUUID() + path.extname(file.originalname)),
})

exports.upload = multer({ storage, limits: { fileSize: 8_000_000 } })
exports.keep = async (file) => file.filename
