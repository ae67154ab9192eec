const path = require('node:path')
const multer = require('multer')

const storage = multer.diskStorage({
  destination: path.join(__dirname, '../public/avatars'),
  filename: (req, file, cb) => cb(null, `${Date.now()}-${path.basename(file.originalname)}`),
})

module.exports = multer({ storage, limits: { fileSize: 2 * 1024 * 1024 } })
