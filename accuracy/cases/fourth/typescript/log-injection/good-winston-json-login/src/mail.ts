import nodemailer from 'nodemailer'

const transport = nodemailer.createTransport({ host: process.env.SMTP_HOST, port: 587, requireTLS: true })

export async function sendInvitation(to: string): Promise<void> {
  await transport.sendMail({ to, from: 'portal@example.org', subject: 'Your invitation', text: 'Welcome.' })
}
