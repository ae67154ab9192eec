import net from 'node:net'
import { find } from './links.js'

const LINE = /^GET \/(\w{1,12})(?:\?campaign=(\S*))? HTTP/

net
  .createServer((socket) => {
    socket.setTimeout(5000, () => socket.destroy())
    socket.once('data', async (data) => {
      const [, code, campaign = ''] = LINE.exec(data.toString('latin1')) ?? []
      const link = code && (await find(code))
      if (!link) {
        socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')
        return
      }
      const target = new URL(link)
      const location = `${target.href}?campaign=${decodeURIComponent(campaign)}`
      socket.end(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`)
    })
  })
  .listen(8081)
