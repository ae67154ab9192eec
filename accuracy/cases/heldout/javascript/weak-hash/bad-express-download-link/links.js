const crypto = require('node:crypto')

const SECRET = process.env.LINK_SECRET

const sign = (path, until) => crypto.createHash('sha1').update(`${SECRET}:${path}:${until}`).digest('base64url')

exports.link = (path) => {
  const until = Date.now() + 3_600_000
  return `${path}?until=${until}&sig=${sign(path, until)}`
}

exports.isValid = (path, until, sig) => {
  const expected = Buffer.from(sign(path, until))
  const given = Buffer.from(String(sig))
  return Number(until) > Date.now() && given.length === expected.length && crypto.timingSafeEqual(given, expected)
}
