const { createCipheriv, randomBytes } = require('node:crypto')
const { crypto } = require('./config')

const KEY = Buffer.from(process.env.SEAL_KEY, 'hex')

exports.seal = (text) => {
  const iv = randomBytes(crypto.ivLength)
  const cipher = createCipheriv(crypto.algorithm, KEY, iv)
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()])
}
