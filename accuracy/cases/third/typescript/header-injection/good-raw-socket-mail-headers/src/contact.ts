import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import type { Context } from 'hono'

const ses = new SESv2Client({ region: 'eu-central-1', requestHandler: { requestTimeout: 5000 } })

interface ContactForm {
  subject: string
  message: string
}

function headerText(value: string): string {
  return value.replace(/[\r\n]+/g, ' ').trim().slice(0, 180)
}

export async function contact(c: Context) {
  const form = await c.req.json<ContactForm>()
  const lines = [
    'From: website@lanternworks.example',
    'To: desk@lanternworks.example',
    `Subject: ${headerText(form.subject)}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    form.message,
  ]
  const raw = new TextEncoder().encode(lines.join('\r\n'))
  await ses.send(new SendEmailCommand({ Content: { Raw: { Data: raw } } }))
  return c.body(null, 202)
}
