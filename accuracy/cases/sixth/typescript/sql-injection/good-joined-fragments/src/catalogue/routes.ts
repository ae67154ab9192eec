import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { jwt } from 'hono/jwt'
import { z } from 'zod'
import { PrismaClient } from '@prisma/client'
import { SearchRepository } from './search.repository'

const query = z.object({
  q: z.string().max(80).default(''),
  tags: z
    .string()
    .max(200)
    .optional()
    .transform((value) => (value ? value.split(',').map((tag) => tag.trim()) : [])),
})

const repository = new SearchRepository(new PrismaClient())

export const catalogue = new Hono()
catalogue.use('*', jwt({ secret: process.env.JWT_SECRET!, alg: 'HS256' }))
catalogue.get('/search', zValidator('query', query), async (c) => {
  const { q, tags } = c.req.valid('query')
  const tenantId = c.get('jwtPayload').tenant as string
  return c.json(await repository.search({ tenantId, term: q, tags }))
})
