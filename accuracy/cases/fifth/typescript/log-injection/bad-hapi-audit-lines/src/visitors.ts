import type { Server } from '@hapi/hapi'
import Joi from 'joi'
import { audit } from './audit'

const payload = Joi.object({
  visitor: Joi.string().max(200).required(),
  host: Joi.string().max(200).required(),
})

export function registerVisitors(server: Server): void {
  server.route({
    method: 'POST',
    path: '/visits',
    options: { auth: 'reception', validate: { payload } },
    handler: (request, h) => {
      const { visitor, host } = request.payload as { visitor: string; host: string }
      audit('visit', { visitor, host, desk: request.auth.credentials.user?.name ?? 'unknown' })
      return h.response({ registered: true }).code(201)
    },
  })
}
