const crypto = require('node:crypto')
const path = require('node:path')
const multer = require('multer')

const ENDINGS = { 'image/png': '.png', 'image/jpeg': '.jpg' }

const storage = multer.diskStorage({
  destination: path.join(__dirname, '../public/avatars'),
  filename: (req, file, cb) => cb(null, crypto.randomUUID() + ENDINGS[file.mimetype]),
})

module.exports = multer({
  storage,
  limits: { fileSize: 2 * 1024 * 1024 },
  fileFilter: (req, file, cb) => cb(null, Object.hasOwn(ENDINGS, file.mimetype)),
})
