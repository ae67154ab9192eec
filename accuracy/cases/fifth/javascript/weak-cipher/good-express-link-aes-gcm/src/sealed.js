const crypto = require('node:crypto')

const KEY = Buffer.from(process.env.SEAL_KEY, 'base64')

function seal(text) {
  const vector = crypto.randomBytes(12)
  const cipher = crypto.createCipheriv('aes-256-gcm', KEY, vector)
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([vector, cipher.getAuthTag(), content]).toString('base64url')
}

function open(sealed) {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = crypto.createDecipheriv('aes-256-gcm', KEY, bytes.subarray(0, 12), { authTagLength: 16 })
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

module.exports = { seal, open }
