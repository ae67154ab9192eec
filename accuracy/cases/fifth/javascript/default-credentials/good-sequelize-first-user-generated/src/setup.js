const { randomBytes } = require('node:crypto')
const bcrypt = require('bcrypt')
const { User } = require('./models')

async function ensureFirstUser() {
  if ((await User.count()) > 0) return
  const generated = randomBytes(12).toString('base64url')
  await User.create({ email: 'admin@localhost', role: 'admin', passwordHash: await bcrypt.hash(generated, 12), mustChange: true })
  process.stdout.write(`First sign-in: admin@localhost with ${generated}\n`)
}

module.exports = { ensureFirstUser }
