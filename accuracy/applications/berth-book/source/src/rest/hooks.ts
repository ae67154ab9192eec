import { createHmac, timingSafeEqual } from 'node:crypto'
import express, { Router } from 'express'
import { config } from '../config'
import { knex } from '../db'
import { readOrder, readReport } from '../lib/xml'
import { log } from '../plugins/operation-log'

export const hooks = Router()

/** The payment provider tells that an invoice was paid. */
hooks.post('/payments', express.json({ limit: '50kb' }), async (req, res, next) => {
  try {
    const { invoice, status } = req.body
    if (status === 'paid') await knex('invoices').where({ number: String(invoice) }).update({ paid_at: new Date() })
    res.sendStatus(204)
  } catch (error) {
    next(error)
  }
})

const isSigned = (body: Buffer, given: string): boolean => {
  const wanted = createHmac('sha256', config.aisSecret).update(body).digest()
  const got = Buffer.from(given, 'hex')
  return config.aisSecret !== '' && got.length === wanted.length && timingSafeEqual(got, wanted)
}

/** Positions of vessels, from the receivers on the piers. */
hooks.post('/ais', express.raw({ type: '*/*', limit: '100kb' }), async (req, res, next) => {
  try {
    if (!Buffer.isBuffer(req.body) || !isSigned(req.body, req.header('x-ais-signature') ?? '')) return void res.sendStatus(401)
    const { mmsi, lat, lon } = readReport(req.body.toString('utf8'))
    await knex('positions').insert({ mmsi, lat: Number(lat), lon: Number(lon), at: new Date() })
    res.sendStatus(204)
  } catch (error) {
    next(error)
  }
})

/** Agents order berths for ships by XML. */
hooks.post('/orders', express.text({ type: '*/*', limit: '100kb' }), async (req, res, next) => {
  try {
    const order = readOrder(req.body)
    await knex('orders').insert({ vessel: order.vessel, marina: order.marina, remark: order.remark })
    log.info({ marina: order.marina }, 'order taken')
    res.status(202).json({ taken: order })
  } catch (error) {
    next(error)
  }
})
