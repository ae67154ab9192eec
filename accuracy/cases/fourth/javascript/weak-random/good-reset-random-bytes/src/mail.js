const nodemailer = require('nodemailer')

const transport = nodemailer.createTransport({ host: process.env.SMTP_HOST, port: 465, secure: true })

async function sendMail(to, subject, text) {
  await transport.sendMail({ from: 'app@example.org', to, subject, text })
}

module.exports = { sendMail }
