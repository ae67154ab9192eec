const path = require('node:path')
const { randomUUID } = require('node:crypto')
const multer = require('multer')
const sharp = require('sharp')

exports.upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 8_000_000, files: 1 } })
exports.keep = async (file) => {
  const name = `${randomUUID()}.webp`
  await sharp(file.buffer, { failOn: 'warning' }).resize(1600, 1600, { fit: 'inside' }).webp().toFile(path.join('public/gallery', name))
  return name
}
