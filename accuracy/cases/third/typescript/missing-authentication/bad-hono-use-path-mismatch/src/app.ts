import { Hono } from 'hono'
import { logger } from 'hono/logger'
import { secureHeaders } from 'hono/secure-headers'
import { catalogue } from './catalogue'
import { maintenance } from './maintenance'
import { requireOperator } from './require-operator'

export const app = new Hono()

app.use(logger(), secureHeaders())
app.use('/maintenance', requireOperator)
app.route('/catalogue', catalogue)
app.route('/maintenance', maintenance)

app.notFound((c) => c.json({ message: 'Not found' }, 404))
app.onError((error, c) => {
  console.error(error)
  return c.json({ message: 'Something went wrong' }, 500)
})
