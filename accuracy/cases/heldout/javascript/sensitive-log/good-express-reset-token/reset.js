const { randomBytes } = require('node:crypto')
const { saveReset } = require('./store')
const { sendMail } = require('./mail')

exports.startReset = async (account) => {
  const resetToken = randomBytes(32).toString('hex')
  await saveReset(account.id, resetToken)
  await sendMail(account.email, `https://portal.example.org/reset#${resetToken}`)
  console.log(`password reset for ${account.id}: mailed`)
}
