const fs = require('node:fs/promises')
const path = require('node:path')
const { WebSocketServer } = require('ws')

const LEVELS = path.resolve('/srv/game/levels')
const server = new WebSocketServer({ port: 3000, maxPayload: 4096 })

function locate(name) {
  const file = path.resolve(LEVELS, name)
  return file.startsWith(LEVELS + path.sep) ? file : null
}

server.on('connection', (socket) => {
  socket.on('error', () => socket.terminate())
  socket.on('message', async (data) => {
    try {
      const { level } = JSON.parse(data.toString())
      const file = locate(String(level))
      if (file === null) throw new Error('outside')
      const content = await fs.readFile(file, 'utf8')
      socket.send(JSON.stringify({ level, content }))
    } catch {
      socket.send(JSON.stringify({ error: 'no such level' }))
    }
  })
})
