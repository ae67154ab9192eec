const nodemailer = require('nodemailer')

const transport = nodemailer.createTransport({
  host: process.env.SMTP_HOST,
  port: 587,
  requireTLS: true,
  auth: { user: process.env.SMTP_USER, pass: process.env.SMTP_PASSWORD },
  connectionTimeout: 5000,
  tls: { minVersion: 'TLSv1.2', servername: process.env.SMTP_HOST },
})

module.exports = { transport }
