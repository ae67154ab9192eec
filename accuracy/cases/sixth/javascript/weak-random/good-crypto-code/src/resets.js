import { Redis } from 'ioredis'
import nodemailer from 'nodemailer'
import { resetCode } from './codes.js'

const redis = new Redis(process.env.REDIS_URL)
const transport = nodemailer.createTransport(process.env.SMTP_URL)

export async function startReset(email) {
  const accountId = await redis.hget('accounts:by-email', email)
  if (!accountId) return
  const code = resetCode()
  await redis.set(`reset:${code}`, accountId, 'EX', 900)
  await transport.sendMail({
    from: 'support@example.com',
    to: email,
    subject: 'Your reset code',
    text: `Enter ${code} within 15 minutes to choose a new password.`,
  })
}
