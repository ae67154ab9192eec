import { member } from './auth.js'
import { ledger } from './ledger.js'

export async function admin(app) {
  app.post('/admin/accounts/:id/credit', { preHandler: member }, async ({ params, body }) => {
    const cents = Number.parseInt(body.cents, 10)
    return { balance: await ledger.credit(Number(params.id), cents) }
  })
}
