import nodemailer from 'nodemailer'
import { config } from './config.js'
import { log } from './log.js'

const post = nodemailer.createTransport(config.smtpUrl, { connectionTimeout: 4000, socketTimeout: 8000, disableUrlAccess: true, disableFileAccess: true })

/** Leaves after the answer, so that its time tells nothing about the account. */
export function sendReset(address, token) {
  const link = new URL('/reset', config.publicUrl)
  link.searchParams.set('token', token)
  post
    .sendMail({ from: 'grovekeep@example.org', to: { address }, subject: 'New password', text: `Within 30 minutes: ${link}` })
    .catch((err) => log.error({ code: err.code }, 'mail not sent'))
}
