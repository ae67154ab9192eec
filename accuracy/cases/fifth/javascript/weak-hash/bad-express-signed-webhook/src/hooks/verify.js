const crypto = require('node:crypto')

function signatureOf(body, key) {
  return crypto.createHash('sha1').update(key).update(body).digest('hex')
}

function isAuthentic(body, given, key = process.env.HOOK_KEY) {
  const expected = Buffer.from(signatureOf(body, key))
  const actual = Buffer.from(String(given))
  return expected.length === actual.length && crypto.timingSafeEqual(expected, actual)
}

module.exports = { isAuthentic }
