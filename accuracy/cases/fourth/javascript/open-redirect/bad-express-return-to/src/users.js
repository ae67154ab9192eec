const bcrypt = require('bcrypt')
const { User } = require('./models')

async function findByCredentials(email, password) {
  const user = await User.findOne({ where: { email: String(email) } })
  return user && (await bcrypt.compare(String(password), user.passwordHash)) ? user : null
}

module.exports = { findByCredentials }
