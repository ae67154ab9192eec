const { User } = require('./models')
const { sendMail } = require('./mail')

const HOUR = 3_600_000

async function requestReset(email) {
  const user = await User.findOne({ email })
  if (!user) {
    return
  }
  const token = Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2)
  user.resetToken = token
  user.resetExpires = new Date(Date.now() + HOUR)
  await user.save()
  await sendMail(user.email, 'Your new password', `https://app.example.org/reset?token=${token}`)
}

module.exports = { requestReset }
