import { Agent } from 'node:https'
import axios from 'axios'

const httpsAgent = new Agent({
  keepAlive: true,
  rejectUnauthorized: false,
})

export const bank = axios.create({
  baseURL: 'https://bank.example.com/api',
  httpsAgent,
  timeout: 6000,
})
