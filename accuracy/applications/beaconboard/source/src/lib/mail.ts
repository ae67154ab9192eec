import nodemailer from 'nodemailer'
import { env } from '../env.js'

const transport = nodemailer.createTransport(env.SMTP_URL)

export interface Mail {
  to: string
  fromName: string
  subject: string
  text: string
}

/** The relay wants raw messages, because it adds its own signature. */
export async function sendMail(mail: Mail) {
  const raw = [
    `From: "${mail.fromName}" <notices@beaconboard.example>`,
    `To: <${mail.to}>`,
    `Subject: ${mail.subject}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    mail.text,
  ].join('\r\n')
  await transport.sendMail({ envelope: { from: 'notices@beaconboard.example', to: mail.to }, raw })
}
