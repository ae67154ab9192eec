import multer from 'multer';
import { invalid } from '../lib/errors.ts';

const allowed = ['image/png', 'image/jpeg', 'image/gif', 'application/pdf', 'text/plain'];

export const singleFile = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: 5 * 1024 * 1024, files: 1, fields: 5, fieldSize: 2000 },
  fileFilter: (_req, file, done) => (allowed.includes(file.mimetype) ? done(null, true) : done(invalid('Pictures, PDF and plain text can be attached'))),
}).single('file');
