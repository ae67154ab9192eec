import { Hono } from 'hono'
import { pool } from '../pool'
import { ParcelRepository } from '../repositories'
import { ParcelService } from '../services/parcel.service'
import { requireDepotUser } from './require-depot-user'

const service = new ParcelService(new ParcelRepository(pool))

export const parcels = new Hono().get('/parcels', requireDepotUser, async (c) => {
  const found = await service.lookup(c.req.query())
  return c.json({ parcels: found })
})
