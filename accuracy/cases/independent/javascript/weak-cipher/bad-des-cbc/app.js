const crypto = require('node:crypto')

const KEY = Buffer.from(process.env.FIELD_KEY ?? '', 'hex')

function seal(text) {
  const iv = crypto.randomBytes(8)
  const cipher = crypto.createCipheriv('des-cbc', KEY, iv)
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()])
}

module.exports = { seal }
