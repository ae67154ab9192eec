const path = require('node:path')
const fs = require('node:fs/promises')

const ROOT = '/srv/attachments'

class AttachmentStore {
  async read(name) {
    const file = path.resolve(ROOT, path.normalize(name))
    if (!file.startsWith(ROOT + path.sep) || !file.endsWith('.eml')) throw new RangeError('not a message')
    return fs.readFile(file, 'utf8')
  }
}

module.exports = { AttachmentStore }
