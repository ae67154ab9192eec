const { randomUUID } = require('node:crypto')
const path = require('node:path')
const multer = require('multer')

const storage = multer.diskStorage({
  destination: 'public/uploads',
  filename: (req, file, done) => done(null, randomUUID() + path.extname(file.originalname)),
})

exports.upload = multer({
  storage,
  limits: { fileSize: 2_000_000 },
  fileFilter: (req, file, done) => done(null, true),
})
