export interface Message {
  from: string
  to: string
  replyTo: string
  subject: string
  text: string
}

export function toMime(message: Message): Buffer {
  const headers = [
    `From: ${message.from}`,
    `To: ${message.to}`,
    `Reply-To: ${message.replyTo}`,
    `Subject: ${message.subject}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ]
  const body = Buffer.from(message.text, 'utf8').toString('base64').replace(/(.{76})/g, '$1\r\n')
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body}`)
}
