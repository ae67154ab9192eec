import express from 'express'
import { Redis } from 'ioredis'
import { requireUser } from './auth.js'
import { CarrierClient, type Tracking } from './carrier/carrier-client.js'

const redis = new Redis(process.env.REDIS_URL as string)
const carrier = new CarrierClient({
  baseUrl: process.env.CARRIER_URL as string,
  token: process.env.CARRIER_TOKEN as string,
})

export const app = express()

app.get('/parcels/:number', requireUser, async (req, res) => {
  const number = String(req.params.number)
  if (!/^[A-Z0-9]{8,20}$/.test(number)) return res.sendStatus(400)
  const cached = await redis.get(`parcel:${number}`)
  const tracking: Tracking = cached ? JSON.parse(cached) : await carrier.track(number)
  if (!cached) await redis.set(`parcel:${number}`, JSON.stringify(tracking), 'EX', 120)
  res.json(tracking)
})
