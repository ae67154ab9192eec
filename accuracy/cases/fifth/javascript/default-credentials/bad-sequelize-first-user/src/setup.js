const bcrypt = require('bcrypt')
const { User } = require('./models')

const FIRST_USER = { email: 'admin@localhost', password: 'changeme', role: 'admin' }

async function ensureFirstUser() {
  if ((await User.count()) > 0) return
  const { email, password, role } = FIRST_USER
  await User.create({ email, role, passwordHash: await bcrypt.hash(password, 12) })
  console.log('The first user was made.')
}

module.exports = { ensureFirstUser }
