const bcrypt = require('bcrypt')
const { User } = require('./user')

const ROOT = { username: 'root', password: process.env.ROOT_PASSWORD }

exports.seed = async () => {
  if (!ROOT.password) throw new Error('no password for root')
  if ((await User.countDocuments()) > 0) return
  await User.create({ username: ROOT.username, passwordHash: await bcrypt.hash(ROOT.password, 12), role: 'admin' })
}
