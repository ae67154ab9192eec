import path from 'node:path'
import config from '../config.js'

// how forms with files are read: photos land where the pages show them
export const multipart = {
  uploadDir: path.join(config.dirs.public, 'photos'),
  keepExtensions: true,
  maxFileSize: 4 * 1024 * 1024,
}
