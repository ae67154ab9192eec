import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import axios from 'axios'

const httpsAgent = new Agent({
  keepAlive: true,
  ca: readFileSync('/etc/bank/ca.pem'),
})

export const bank = axios.create({
  baseURL: 'https://bank.example.com/api',
  httpsAgent,
  timeout: 6000,
})
