const { randomUUID } = require('node:crypto')
const multer = require('multer')

const TYPES = { 'image/png': '.png', 'image/jpeg': '.jpg' }

const storage = multer.diskStorage({
  destination: 'public/uploads',
  filename: (req, file, done) => done(null, randomUUID() + TYPES[file.mimetype]),
})

exports.upload = multer({
  storage,
  limits: { fileSize: 2_000_000 },
  fileFilter: (req, file, done) => done(null, Object.hasOwn(TYPES, file.mimetype)),
})
