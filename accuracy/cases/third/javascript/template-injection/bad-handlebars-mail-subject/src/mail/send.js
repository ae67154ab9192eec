import nodemailer from 'nodemailer'
import { renderInvite } from './render.js'

const transport = nodemailer.createTransport({ url: process.env.SMTP_URL, connectionTimeout: 10_000 })

export async function sendInvite(to, values) {
  await transport.sendMail({ from: 'hello@brightwell.example', to, subject: 'You are invited', html: renderInvite(values) })
}
