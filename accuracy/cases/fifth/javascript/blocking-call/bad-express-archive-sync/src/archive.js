const { execFileSync } = require('node:child_process')
const { pbkdf2Sync } = require('node:crypto')

const SALT = process.env.ARCHIVE_SALT

function pack(folder, passphrase) {
  const key = pbkdf2Sync(passphrase, SALT, 600_000, 32, 'sha256').toString('hex')
  return execFileSync('7z', ['a', '-so', `-p${key}`, 'archive.7z', folder], { maxBuffer: 50_000_000, timeout: 60_000 })
}

module.exports = { pack }
