const crypto = require('node:crypto')

const KEY = Buffer.from(process.env.FIELD_KEY ?? '', 'hex')

function seal(text) {
  const iv = crypto.randomBytes(12)
  const cipher = crypto.createCipheriv('aes-256-gcm', KEY, iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

module.exports = { seal }
