export interface Message {
  from: string
  to: string
  replyTo: string
  subject: string
  text: string
}

/** RFC 2047, in words short enough for one header line */
function encodedWords(value: string): string {
  const chunks = Array.from(value).reduce<string[]>((out, char, index) => {
    if (index % 10 === 0) out.push('')
    out[out.length - 1] += char
    return out
  }, [])
  return chunks.map((chunk) => `=?utf-8?B?${Buffer.from(chunk, 'utf8').toString('base64')}?=`).join('\r\n ')
}

export function toMime(message: Message): Buffer {
  const headers = [
    `From: ${message.from}`,
    `To: ${message.to}`,
    `Reply-To: ${message.replyTo}`,
    `Subject: ${encodedWords(message.subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ]
  const body = Buffer.from(message.text, 'utf8').toString('base64').replace(/(.{76})/g, '$1\r\n')
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body}`)
}
