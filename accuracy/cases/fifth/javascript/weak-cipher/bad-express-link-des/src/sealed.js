const crypto = require('node:crypto')

const KEY = Buffer.from(process.env.SEAL_KEY, 'base64')
const VECTOR = Buffer.from(process.env.SEAL_VECTOR, 'base64')

function seal(text) {
  const cipher = crypto.createCipheriv('des-ede3-cbc', KEY, VECTOR)
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64url')
}

function open(sealed) {
  const decipher = crypto.createDecipheriv('des-ede3-cbc', KEY, VECTOR)
  return Buffer.concat([decipher.update(sealed, 'base64url'), decipher.final()]).toString('utf8')
}

module.exports = { seal, open }
