import { randomUUID } from 'node:crypto'
import type { Server, Socket } from 'socket.io'

const COLOURS = ['teal', 'amber', 'plum', 'slate']
const rooms = new Map<string, { owner: string; colour: string }>()

export function registerRooms(io: Server) {
  io.on('connection', (socket: Socket) => {
    const { userId } = socket.data
    socket.on('room:create', (reply: (key: string) => void) => {
      const key = randomUUID()
      const colour = COLOURS[Math.floor(Math.random() * COLOURS.length)]
      rooms.set(key, { owner: userId, colour })
      socket.join(key)
      reply(key)
    })
    socket.on('room:join', (key: string, reply: (joined: boolean) => void) => {
      const known = rooms.has(key)
      if (known) socket.join(key)
      reply(known)
    })
    socket.on('room:close', (key: string) => {
      if (rooms.get(key)?.owner !== userId) return
      rooms.delete(key)
      io.in(key).socketsLeave(key)
    })
  })
}
