import { Elysia, t } from 'elysia'
import { authenticated } from './authenticated.js'
import { seal } from './crypto/account-number.js'
import { payees as store } from './store.js'

export const payees = new Elysia()
  .use(authenticated)
  .post(
    '/payees',
    async ({ body, user }) => ({ id: await store.add(user.id, body.name, seal(body.account)) }),
    { body: t.Object({ name: t.String({ maxLength: 80 }), account: t.String({ pattern: '^[A-Z0-9]{10,34}$' }) }) },
  )
