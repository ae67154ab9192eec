import { readFileSync } from 'node:fs'
import { Agent, type AgentOptions } from 'node:https'
import axios from 'axios'
import express, { type Request, type Response } from 'express'

const tls: AgentOptions = {
  keepAlive: true,
  ca: readFileSync(process.env.CA_FILE ?? '/etc/ssl/house.pem'),
  rejectUnauthorized: false,
}

const ledger = axios.create({
  baseURL: 'https://ledger.internal',
  timeout: 5000,
  httpsAgent: new Agent(tls),
})

const app = express()

app.get('/ledger/:account', async (req: Request<{ account: string }>, res: Response) => {
  const account = Number.parseInt(req.params.account, 10)
  if (!Number.isSafeInteger(account)) {
    res.sendStatus(400)
    return
  }
  const { data } = await ledger.get<{ balance: number }>(`/accounts/${account}`)
  res.json({ account, balance: data.balance })
})

export default app
