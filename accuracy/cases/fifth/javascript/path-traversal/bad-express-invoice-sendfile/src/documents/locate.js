const path = require('node:path')

const ROOT = path.resolve(process.env.DOCUMENTS_DIR || 'documents')

function fileFor(year, name) {
  return path.join(ROOT, String(year), name)
}

module.exports = { fileFor }
