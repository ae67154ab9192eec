import Boom from '@hapi/boom'
import Joi from 'joi'
import { shops } from '../store.js'

const params = Joi.object({ id: Joi.string().guid().required() })

const routes = [
  {
    method: 'GET',
    path: '/shops/{id}',
    options: { validate: { params } },
    handler: async (request) => {
      const shop = await shops.visibleTo(request.auth.credentials.userId, request.params.id)
      return shop ?? Boom.notFound()
    },
  },
  {
    method: 'POST',
    path: '/admin/shops/{id}/reopen',
    options: { auth: { scope: ['admin'] }, validate: { params } },
    handler: async (request, h) => {
      await shops.setState(request.params.id, 'open')
      return h.response().code(204)
    },
  },
  {
    method: 'POST',
    path: '/admin/shops/{id}/close',
    options: { validate: { params } },
    handler: async (request, h) => {
      await shops.setState(request.params.id, 'closed')
      return h.response().code(204)
    },
  },
]

export const shopsPlugin = { name: 'shops', version: '1.0.0', register: (server) => server.route(routes) }
