const { transport } = require('./transport')

async function remind(member) {
  await transport.sendMail({
    from: process.env.MAIL_FROM,
    to: member.email,
    subject: 'Your membership ends soon',
    text: `Dear ${member.name}, your membership ends on ${member.ends_on}.`,
  })
}

module.exports = { remind }
