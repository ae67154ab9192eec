import type { IncomingMessage } from 'node:http'
import { WebSocketServer } from 'ws'
import { boardOf } from '../auth'
import { pool } from '../pool'
import { BoardService } from './board-service'

const service = new BoardService(pool)
const METHODS = ['addCard', 'moveCard'] as const

type Method = (typeof METHODS)[number]
const isMethod = (name: unknown): name is Method => METHODS.includes(name as Method)

export const sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 })

sockets.on('connection', async (socket, request: IncomingMessage) => {
  const boardId = await boardOf(request)
  if (!boardId) return socket.close(4401)
  socket.on('message', async (data) => {
    const { id, method, params } = JSON.parse(data.toString())
    if (!isMethod(method) || !Array.isArray(params)) return socket.send(JSON.stringify({ id, error: 'No such method' }))
    const call = service[method] as (...values: string[]) => Promise<void>
    await call.apply(service, [boardId, ...params.map(String)])
    socket.send(JSON.stringify({ id, ok: true }))
  })
})
