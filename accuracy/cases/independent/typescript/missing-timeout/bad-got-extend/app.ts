import { Hono } from 'hono'
import { catalogue } from './supplier.js'

const app = new Hono()
app.get('/catalogue', async (c) => c.text(await catalogue()))

export default app
