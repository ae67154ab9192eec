const fs = require('node:fs/promises')
const path = require('node:path')
const AdmZip = require('adm-zip')

const MAX_ENTRIES = 200

async function install(archive, folder) {
  const zip = new AdmZip(archive)
  const entries = zip.getEntries().filter((entry) => !entry.isDirectory)
  if (entries.length > MAX_ENTRIES) throw Object.assign(new Error('too many files'), { status: 422, expose: true })
  for (const entry of entries) {
    const target = path.join(folder, entry.entryName)
    await fs.mkdir(path.dirname(target), { recursive: true })
    await fs.writeFile(target, entry.getData())
  }
  return entries.length
}

module.exports = { install }
