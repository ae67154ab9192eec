import { ping } from '../tools/ping.js'

const handlers = {
  ping(socket, { host }) {
    ping(
      host,
      (text) => socket.emit('output', text),
      (code) => socket.emit('done', code),
    )
  },
  clear(socket) {
    socket.emit('cleared')
  },
}

export function registerConsole(io) {
  const console = io.of('/console')
  console.on('connection', (socket) => {
    socket.on('command', (message) => {
      const handler = Object.hasOwn(handlers, message?.name) ? handlers[message.name] : undefined
      handler?.(socket, message)
    })
  })
}
