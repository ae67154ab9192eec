import nodemailer from 'nodemailer'
import { config } from '../config.js'

const transport = nodemailer.createTransport(config.smtpUrl)

export function sendReminder(to: string, pet: string, at: Date) {
  return transport.sendMail({ from: 'practice@vetwise.example', to, subject: `Visit with ${pet}`, text: `We expect ${pet} on ${at.toLocaleString()}.` })
}

/** Our own headers keep answers in one thread, so the message is put together here. */
export function sendNote(to: string, subject: string, text: string) {
  const raw = [`From: practice@vetwise.example`, `To: ${to}`, `Subject: ${subject}`, `X-Vetwise-Thread: notes`, '', text].join('\r\n')
  return transport.sendMail({ envelope: { from: 'practice@vetwise.example', to }, raw })
}

export function sendReset(to: string, token: string) {
  return transport.sendMail({ from: 'practice@vetwise.example', to, subject: 'New password', text: `Your code: ${token}` })
}
