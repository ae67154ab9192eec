import Boom from '@hapi/boom'
import Joi from 'joi'
import sharp from 'sharp'
import { logger } from './logger.js'

const MAX_BYTES = 5_000_000
const REFUSED = new Set(['localhost', '127.0.0.1', '169.254.169.254', '::1'])

const mayFetch = (url) => url.protocol === 'https:' && !REFUSED.has(url.hostname)

async function readLimited(response) {
  const chunks = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > MAX_BYTES) throw Boom.entityTooLarge('The picture is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function download(address) {
  const url = new URL(address)
  if (!mayFetch(url)) throw Boom.badRequest('Pictures of this host are not shown')
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5000) })
  if (!response.ok || !response.headers.get('content-type')?.startsWith('image/')) throw Boom.badGateway('There is no picture')
  return readLimited(response)
}

export const imageProxy = {
  name: 'image-proxy',
  version: '1.0.0',
  register(server) {
    server.route({
      method: 'GET',
      path: '/images',
      options: {
        validate: {
          query: Joi.object({
            src: Joi.string().uri({ scheme: ['https'] }).required(),
            width: Joi.number().integer().min(16).max(1600).default(640),
          }),
        },
        cache: { expiresIn: 3_600_000, privacy: 'public' },
      },
      handler: async (request, h) => {
        const { src, width } = request.query
        const original = await download(src)
        const picture = await sharp(original).resize({ width, withoutEnlargement: true }).webp().toBuffer()
        logger.debug({ bytes: picture.length }, 'picture sent')
        return h.response(picture).type('image/webp')
      },
    })
  },
}
