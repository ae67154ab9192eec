import { expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

/** A route as a reader would note it. */
function lineOf({ method, path, guards, effects }: RouteFact): string {
  const asked = guards.map(({ kind }) => kind).join(', ')
  const done = effects
    .map(({ kind, byRequestId, byOwner }) => `${kind}${byRequestId ? ' by-id' : ''}${byOwner ? ' by-owner' : ''}`)
    .join(', ')
  return `${method} ${path} [${asked}] [${done}]`
}

const PRISMA = `import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\n`
const HAPI = `import Hapi from '@hapi/hapi'\n${PRISMA}const server = Hapi.server()\nserver.auth.default('jwt')\n`
const H3 = `import { createRouter, createError, defineEventHandler, getRouterParam, useSession } from 'h3'\n${PRISMA}const router = createRouter()\nconst withSession = (work) => defineEventHandler(async (event) => {\n  const { data } = await useSession(event, {})\n  if (!data.userId) throw createError({ statusCode: 401 })\n  return work(event, data)\n})\n`
const ELYSIA = `import { Elysia } from 'elysia'\n${PRISMA}const asks = ({ headers, set }) => {\n  if (headers.authorization !== process.env.KEY) {\n    set.status = 401\n    return { message: 'Unauthorized' }\n  }\n}\n`
const LAMBDA = `import { DynamoDBDocumentClient, DeleteCommand } from '@aws-sdk/lib-dynamodb'\nconst client = DynamoDBDocumentClient.from({})\n`
const ACTION = `'use server'\n${PRISMA}import { currentUser } from './auth'\n`
const SOCKET = `import { Server } from 'socket.io'\n${PRISMA}const io = new Server()\nio.use((socket, next) => {\n  if (!socket.request.session?.userId) return next(new Error('unauthorized'))\n  socket.data.userId = socket.request.session.userId\n  next()\n})\n`
const POTHOS = `import SchemaBuilder from '@pothos/core'\n${PRISMA}const builder = new SchemaBuilder({})\n`

it.each<[string, Record<string, string>, string[]]>([
  [
    'hapi, with the strategy of the server, a scope, and none',
    {
      'app.js': `${HAPI}server.route([\n  { method: 'GET', path: '/notes/{id}', handler: (request) => prisma.note.findUnique({ where: { id: request.params.id } }) },\n  { method: 'DELETE', path: '/notes/{id}', options: { auth: { scope: ['admin'] } }, handler: (request) => prisma.note.delete({ where: { id: request.params.id, ownerId: request.auth.credentials.id } }) },\n  { method: 'POST', path: '/ping', options: { auth: false }, handler: () => 'pong' },\n])\n`,
    },
    [
      'DELETE /notes/{id} [authentication, role] [delete by-id by-owner]',
      'GET /notes/{id} [authentication] [read-one by-id]',
      'POST /ping [] []',
    ],
  ],
  [
    'h3, through a wrapper that asks for a session, and without',
    {
      'app.ts': `${H3}router.get('/keys/:id', withSession((event, { userId }) => prisma.key.findFirst({ where: { id: getRouterParam(event, 'id'), userId } })))\nrouter.delete('/keys/:id', defineEventHandler((event) => prisma.key.delete({ where: { id: getRouterParam(event, 'id') } })))\n`,
    },
    ['DELETE /keys/{id} [] [delete by-id]', 'GET /keys/{id} [authentication] [read-one by-id by-owner]'],
  ],
  [
    'Nitro, by the name of its files',
    {
      'server/api/keys/[id].delete.ts': `${PRISMA}export default defineEventHandler(async (event) => {\n  const { user } = await requireUserSession(event)\n  return prisma.key.delete({ where: { id: getRouterParam(event, 'id'), userId: user.id } })\n})\n`,
    },
    ['DELETE /api/keys/{id} [authentication] [delete by-id by-owner]'],
  ],
  [
    'Elysia, with hooks of one route and of all that follow',
    {
      'app.ts': `${ELYSIA}export const app = new Elysia()\n  .get('/open/:id', ({ params }) => prisma.note.findUnique({ where: { id: params.id } }))\n  .delete('/notes/:id', ({ params }) => prisma.note.delete({ where: { id: params.id } }), { beforeHandle: asks })\n  .onBeforeHandle(asks)\n  .put('/notes/:id', ({ params, body }) => prisma.note.update({ where: { id: params.id }, data: { text: body.text } }))\n`,
    },
    [
      'DELETE /notes/{id} [authentication] [delete by-id]',
      'PUT /notes/{id} [authentication] [update by-id]',
      'GET /open/{id} [] [read-one by-id]',
    ],
  ],
  [
    'Elysia, with a plugin whose hook holds for others',
    {
      'app.ts': `${ELYSIA}const auth = new Elysia().derive({ as: 'scoped' }, async ({ headers, error }) => {\n  const user = await prisma.user.findFirst({ where: { key: headers.authorization } })\n  if (!user) return error(401)\n  return { user }\n})\nexport const app = new Elysia()\n  .get('/health', () => 'ok')\n  .use(auth)\n  .delete('/notes/:id', ({ params, user }) => prisma.note.delete({ where: { id: params.id, ownerId: user.id } }))\n`,
    },
    ['GET /health [] []', 'DELETE /notes/{id} [authentication] [delete by-id by-owner]'],
  ],
  [
    'the middleware of Next, for what its matcher names',
    {
      'middleware.ts': `import { NextResponse } from 'next/server'\nimport { getToken } from 'next-auth/jwt'\nexport async function middleware(req) {\n  const token = await getToken({ req })\n  if (!token) return NextResponse.redirect(new URL('/login', req.url))\n  return NextResponse.next()\n}\nexport const config = { matcher: ['/api/orders/:path*'] }\n`,
      'pages/api/orders/[id].ts': `${PRISMA}export default async function handler(req, res) {\n  res.json(await prisma.order.findFirst({ where: { id: req.query.id } }))\n}\n`,
      'pages/api/plans/[id].ts': `${PRISMA}export default async function handler(req, res) {\n  res.json(await prisma.plan.findFirst({ where: { id: req.query.id } }))\n}\n`,
    },
    ['ANY /api/orders/{id} [authentication] [read-one by-id]', 'ANY /api/plans/{id} [] [read-one by-id]'],
  ],
  [
    'Lambda, with the claims of an authorizer',
    {
      'src/notes.js': `${LAMBDA}export const remove = async (event) => {\n  const owner = event.requestContext.authorizer.jwt.claims.sub\n  await client.send(new DeleteCommand({ TableName: 'notes', Key: { id: event.pathParameters.id }, ConditionExpression: '#owner = :owner', ExpressionAttributeValues: { ':owner': owner } }))\n}\nexport const wipe = async (event) => {\n  await client.send(new DeleteCommand({ TableName: 'notes', Key: { id: event.pathParameters.id } }))\n}\n`,
    },
    ['MUTATION remove [authentication] [delete by-id by-owner]', 'MUTATION wipe [unknown] [delete by-id]'],
  ],
  [
    'server actions, with and without a caller',
    {
      'app/actions.ts': `${ACTION}export async function remove(id: string) {\n  const user = await currentUser()\n  if (!user) return { ok: false }\n  await prisma.note.delete({ where: { id, ownerId: user.id } })\n}\nexport async function wipe(data: FormData) {\n  await prisma.note.delete({ where: { id: data.get('id') } })\n}\n`,
    },
    ['MUTATION remove [authentication] [delete by-id by-owner]', 'MUTATION wipe [] [delete by-id]'],
  ],
  [
    'events of Socket.IO, with the owner and without',
    {
      'chat.ts': `${SOCKET}io.on('connection', (socket) => {\n  socket.on('rename', async ({ id, name }) => prisma.note.update({ where: { id, ownerId: socket.data.userId }, data: { name } }))\n  socket.on('drop', async ({ id }) => prisma.note.delete({ where: { id } }))\n})\n`,
    },
    ['SOCKET drop [authentication] [delete by-id]', 'SOCKET rename [authentication] [update by-id by-owner]'],
  ],
  [
    'Socket.IO, with the handlers in files and classes of their own, asked by a token',
    {
      'index.js': `const jwt = require('jsonwebtoken')\nconst { Server } = require('socket.io')\nconst register = require('./handlers')\nconst { Room } = require('./room')\nconst io = new Server()\nio.use((socket, next) => {\n  try {\n    socket.data.userId = jwt.verify(socket.handshake.auth.token, process.env.KEY).sub\n    next()\n  } catch {\n    next(new Error('sign in first'))\n  }\n})\nio.on('connection', (socket) => {\n  register(io, socket)\n  new Room(io, socket).attach()\n})\n`,
      'handlers.js': `const { prisma } = require('./store')\nmodule.exports = (io, socket) => {\n  const { userId } = socket.data\n  socket.on('end', async ({ id }, done) => done(await prisma.auction.update({ where: { id }, data: { ended: true } })))\n  socket.on('leave', ({ id }) => prisma.auction.delete({ where: { id, ownerId: userId } }))\n}\n`,
      'room.js': `const { prisma } = require('./store')\nexports.Room = class Room {\n  constructor(io, socket) { this.socket = socket }\n  attach() {\n    this.socket.on('clear', (message) => this.clear(message))\n    this.client.on('data', (message) => this.clear(message))\n  }\n  clear({ id }) { return prisma.room.delete({ where: { id } }) }\n}\n`,
      'store.js': `const { PrismaClient } = require('@prisma/client')\nexports.prisma = new PrismaClient()\n`,
    },
    [
      'SOCKET clear [authentication] [delete by-id]',
      'SOCKET end [authentication] [update by-id]',
      'SOCKET leave [authentication] [delete by-id by-owner]',
    ],
  ],
  [
    'Pothos, by its scopes',
    {
      'schema.ts': `${POTHOS}builder.mutationField('ban', (t) => t.boolean({ authScopes: { moderator: true }, resolve: (_root, { id }) => prisma.user.update({ where: { id }, data: { banned: true } }) }))\nbuilder.mutationFields((t) => ({ leave: t.boolean({ authScopes: { signedIn: true }, resolve: (_root, _args, { viewer }) => prisma.user.delete({ where: { id: viewer.id } }) }) }))\n`,
    },
    ['MUTATION Mutation.ban [authentication, role] [update by-id]', 'MUTATION Mutation.leave [authentication] [delete by-owner]'],
  ],
])('%s', async (_, files, expected) => {
  const { routes, procedures } = await analysisOf(files)
  expect([...routes, ...procedures].map(lineOf)).toEqual(expected)
})
