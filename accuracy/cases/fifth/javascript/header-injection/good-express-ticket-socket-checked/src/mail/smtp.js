const net = require('node:net')

class SmtpClient {
  constructor({ host, port = 25, from }) {
    Object.assign(this, { host, port, from })
  }

  send({ to, subject, replyTo, text }) {
    for (const value of [to, subject, replyTo]) {
      if (/[\r\n]/.test(value)) return Promise.reject(new TypeError('line break in a header'))
    }
    const lines = [
      `From: ${this.from}`,
      `To: ${to}`,
      `Reply-To: ${replyTo}`,
      `Subject: ${subject}`,
      '',
      text.replace(/^\./gm, '..'),
      '.',
    ]
    return new Promise((resolve, reject) => {
      const socket = net.connect(this.port, this.host)
      const commands = ['HELO desk', `MAIL FROM:<${this.from}>`, `RCPT TO:<${to}>`, 'DATA', lines.join('\r\n'), 'QUIT']
      socket.setTimeout(10_000, () => socket.destroy(new Error('mail server is silent')))
      socket.on('data', () => (commands.length > 0 ? socket.write(`${commands.shift()}\r\n`) : socket.end()))
      socket.on('close', resolve)
      socket.on('error', reject)
    })
  }
}

module.exports = { SmtpClient }
