import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { z } from 'zod'
import { toMime } from './message.js'

interface HttpEvent {
  body?: string | null
}

const ses = new SESv2Client({})
const form = z.object({
  email: z.string().email().max(200),
  subject: z.string().min(1).max(150),
  text: z.string().min(1).max(5000),
})

export async function handler(event: HttpEvent) {
  const parsed = form.safeParse(JSON.parse(event.body ?? '{}'))
  if (!parsed.success) return { statusCode: 422, body: JSON.stringify({ error: 'invalid form' }) }

  const { email, subject, text } = parsed.data
  const raw = toMime({
    from: process.env.FORM_SENDER as string,
    to: process.env.FORM_INBOX as string,
    replyTo: email,
    subject,
    text,
  })
  await ses.send(new SendEmailCommand({ Content: { Raw: { Data: raw } } }))
  return { statusCode: 202, body: '{}' }
}
