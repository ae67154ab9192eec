const nodemailer = require('nodemailer')

const transport = nodemailer.createTransport({
  host: 'mail.example.org',
  port: 465,
  secure: true,
  auth: { user: 'notices', pass: 'gravel-Pine-2093-kettle' },
  connectionTimeout: 5000,
})

exports.sendNotice = (to, text) => transport.sendMail({ from: 'notices@example.org', to, subject: 'Notice', text })
