import escapeHtml from 'escape-html'
import type { FastifyPluginAsync } from 'fastify'
import { CommentsRepository } from './comments.repository.js'
import { renderComment } from './render.js'

interface ByPost {
  Params: { postId: string }
}

export const commentRoutes: FastifyPluginAsync = async (app) => {
  const comments = new CommentsRepository(app.prisma)

  app.post<ByPost & { Body: { body: string } }>('/posts/:postId/comments', { preHandler: app.requireUser }, async (request, reply) => {
    const created = await comments.add(request.params.postId, request.user.id, request.body.body)
    return reply.code(201).send(created)
  })

  app.get<ByPost>('/posts/:postId/comments.html', async (request, reply) => {
    const rows = await comments.latest(request.params.postId)
    const items = rows.map(({ author, body }) => `<article><h3>${escapeHtml(author.name)}</h3>${renderComment(body)}</article>`)
    return reply.type('text/html').send(items.join('\n'))
  })
}
