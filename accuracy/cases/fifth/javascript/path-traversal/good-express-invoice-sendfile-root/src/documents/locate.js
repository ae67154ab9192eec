const path = require('node:path')

const ROOT = path.resolve(process.env.DOCUMENTS_DIR || 'documents')

function fileFor(year, name) {
  return { name: `${Number(year)}/${name}`, options: { root: ROOT, dotfiles: 'deny' } }
}

module.exports = { fileFor }
