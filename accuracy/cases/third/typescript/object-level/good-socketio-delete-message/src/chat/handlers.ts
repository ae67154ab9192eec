import type { Server, Socket } from 'socket.io'
import type { PrismaClient } from '@prisma/client'
import { z } from 'zod'

type Ack = (result: { ok: boolean; message?: string }) => void

const Post = z.object({ room: z.string().uuid(), text: z.string().trim().min(1).max(2000) })
const Remove = z.object({ room: z.string().uuid(), id: z.string().uuid() })

async function isMember(prisma: PrismaClient, userId: string, roomId: string): Promise<boolean> {
  const membership = await prisma.membership.findUnique({ where: { userId_roomId: { userId, roomId } }, select: { userId: true } })
  return membership !== null
}

export function registerChat(io: Server, prisma: PrismaClient) {
  io.use((socket, next) => {
    const userId = socket.request.session?.userId
    if (!userId) return next(new Error('unauthorized'))
    socket.data.userId = userId
    next()
  })

  io.on('connection', (socket: Socket) => {
    const userId: string = socket.data.userId

    socket.on('message:post', async (payload: unknown, ack: Ack) => {
      const parsed = Post.safeParse(payload)
      if (!parsed.success) return ack({ ok: false, message: 'The message is not valid' })
      const { room, text } = parsed.data
      if (!(await isMember(prisma, userId, room))) return ack({ ok: false, message: 'No such room' })
      const message = await prisma.message.create({ data: { roomId: room, authorId: userId, text }, select: { id: true } })
      io.to(room).emit('message:posted', { id: message.id, room, text, author: userId })
      ack({ ok: true })
    })

    socket.on('message:remove', async (payload: unknown, ack: Ack) => {
      const parsed = Remove.safeParse(payload)
      if (!parsed.success) return ack({ ok: false, message: 'The message is not valid' })
      const { room, id } = parsed.data
      const { count } = await prisma.message.deleteMany({ where: { id, roomId: room, authorId: userId } })
      if (count === 0) return ack({ ok: false, message: 'No such message' })
      io.to(room).emit('message:removed', { id, room })
      ack({ ok: true })
    })
  })
}
