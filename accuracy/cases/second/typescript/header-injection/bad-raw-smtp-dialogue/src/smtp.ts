import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { connect } from 'node:tls'

export async function sendPlain(to: string, text: string): Promise<void> {
  const socket = connect({ host: process.env.SMTP_HOST!, port: 465, timeout: 8000 })
  const lines = createInterface({ input: socket })
  const say = async (line: string): Promise<void> => {
    socket.write(`${line}\r\n`)
    await once(lines, 'line')
  }
  await once(lines, 'line')
  await say('HELO shop.example.com')
  await say('MAIL FROM:<shop@example.com>')
  await say(`RCPT TO:<${to}>`)
  await say('DATA')
  await say(`${Buffer.from(text).toString('base64')}\r\n.`)
  socket.end('QUIT\r\n')
}
