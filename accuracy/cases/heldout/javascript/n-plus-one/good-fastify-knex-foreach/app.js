import Fastify from 'fastify'
import { open } from './issues.js'

export const app = Fastify()

app.get('/issues', async () => open())
