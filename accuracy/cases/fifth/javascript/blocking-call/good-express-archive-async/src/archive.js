const { execFile } = require('node:child_process')
const { pbkdf2 } = require('node:crypto')
const { promisify } = require('node:util')

const SALT = process.env.ARCHIVE_SALT
const derive = promisify(pbkdf2)
const run = promisify(execFile)

async function pack(folder, passphrase) {
  const key = (await derive(passphrase, SALT, 600_000, 32, 'sha256')).toString('hex')
  const options = { encoding: 'buffer', maxBuffer: 50_000_000, timeout: 60_000 }
  const { stdout } = await run('7z', ['a', '-so', `-p${key}`, 'archive.7z', folder], options)
  return stdout
}

module.exports = { pack }
