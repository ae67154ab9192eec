const argon2 = require('argon2')

async function seedAdmin(users) {
  if ((await users.countDocuments({ role: 'admin' })) > 0) return null
  const account = { name: 'admin', password: 'admin123' }
  await users.insertOne({
    name: account.name,
    role: 'admin',
    passwordHash: await argon2.hash(account.password),
    createdAt: new Date(),
  })
  return account
}

module.exports = { seedAdmin }
