import express from 'express'
import nodemailer from 'nodemailer'
import { requireUser } from './auth.js'
import { reminder } from './mail/render.js'
import { saveGreeting, settingsOf } from './settings.js'

const transport = nodemailer.createTransport(process.env.SMTP_URL)
export const app = express()
app.use(express.json(), requireUser)

app.put('/mail/greeting', async (req, res) => {
  await saveGreeting(req.user.accountId, String(req.body.greeting).slice(0, 300))
  res.sendStatus(204)
})

app.post('/mail/test', async (req, res) => {
  const settings = await settingsOf(req.user.accountId)
  await transport.sendMail({
    from: 'reminders@example.com',
    to: process.env.TEST_INBOX,
    subject: 'Reminder',
    html: reminder(settings, { day: '1 March', time: '10:00' }),
  })
  res.sendStatus(202)
})
