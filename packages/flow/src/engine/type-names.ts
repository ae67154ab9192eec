import { tableOf } from '../table-of.ts'
/** Types that frameworks give their objects in annotations. */
export const TYPE_NAMES = tableOf<string>({
  'express.Request()': 'express.Request',
  'express.Response()': 'express.Response',
  'express.NextFunction()': 'express.next',
  'express-serve-static-core.Request()': 'express.Request',
  'koa.Context()': 'koa.Context',
  'koa.ParameterizedContext()': 'koa.Context',
  'fastify.FastifyRequest()': 'fastify.Request',
  'fastify.FastifyReply()': 'fastify.Reply',
  'fastify.FastifyInstance()': 'fastify.Instance',
  'hono.Context()': 'hono.Context',
  'next/server.NextRequest()': 'next.Request',
  'next.NextApiRequest()': 'express.Request',
  'next.NextApiResponse()': 'express.Response',
  'http.IncomingMessage()': 'express.Request',
  'http.ServerResponse()': 'express.Response',
  'Request()': 'next.Request',
  'fastapi.Request()': 'starlette.Request',
  'fastapi.WebSocket()': 'starlette.WebSocket',
  'starlette.websockets.WebSocket()': 'starlette.WebSocket',
  'fastapi.UploadFile()': 'fastapi.UploadFile',
})
