const net = require('node:net')

// The till terminals speak HTTP/1.0 and need this exact order of lines.
function respond(socket, lang) {
  socket.write('HTTP/1.0 200 OK\r\nContent-Language: ' + lang + '\r\nContent-Length: 2\r\n\r\nok')
  socket.end()
}

const server = net.createServer((socket) => {
  socket.setTimeout(5000, () => socket.destroy())
  socket.once('data', (chunk) => {
    const [, target] = chunk.toString('latin1').split(' ')
    const url = new URL(target || '/', 'http://till.internal')
    respond(socket, url.searchParams.get('lang') || 'en')
  })
})

module.exports = { server }
