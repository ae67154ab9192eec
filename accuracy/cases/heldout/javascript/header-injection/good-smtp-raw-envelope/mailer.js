const net = require('node:net')

function sendRaw(replyTo, text) {
  const socket = net.connect({ host: 'mail.internal', port: 2525, timeout: 5000 })
  const message = ['From: forms@example.org', 'To: desk@example.org', 'Reply-To: ' + replyTo, 'Subject: Contact', '', text].join('\r\n')
  socket.on('error', (error) => console.error('mail failed', error.code))
  socket.end(message + '\r\n.\r\n')
}

module.exports = { sendRaw }
