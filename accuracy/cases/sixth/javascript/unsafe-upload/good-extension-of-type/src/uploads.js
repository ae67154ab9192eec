const path = require('path');
const { randomUUID } = require('crypto');
const multer = require('multer');

const PUBLIC_DIR = path.join(__dirname, '..', 'public', 'photos');

const TYPES = new Map([
  ['image/jpeg', '.jpg'],
  ['image/png', '.png'],
  ['image/webp', '.webp'],
]);

const storage = multer.diskStorage({
  destination: PUBLIC_DIR,
  filename(req, file, done) {
    const extension = TYPES.get(file.mimetype);
    done(null, `${randomUUID()}${extension}`);
  },
});

function fileFilter(req, file, done) {
  done(null, TYPES.has(file.mimetype));
}

module.exports = multer({ storage, fileFilter, limits: { fileSize: 5 * 1024 * 1024, files: 1 } });
