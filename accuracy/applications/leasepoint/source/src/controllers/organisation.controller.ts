import { createCipheriv, randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import { Organisation, User } from '../models/account'
import { Lease } from '../models/estate'
import { accountHolder, callHook } from '../services/gateway'
import { archiveKey } from '../utils/crypto'
import { HttpError, setPath } from '../utils/objects'
import { readStored, readTemplate } from '../utils/storage'

const exportQuery = (org: string) => Lease.find({ org }).limit(2000).lean()

export const organisationController = {
  async show(req: Request, res: Response) {
    const org = await Organisation.findById(req.principal.org).select('name settings').lean()
    res.json(org)
  },

  async members(req: Request, res: Response) {
    res.json(await User.find({ org: req.principal.org }).limit(200))
  },

  async contacts(req: Request, res: Response) {
    res.json(await User.find({ org: req.principal.org }).select('name email').limit(200).lean())
  },

  async join(req: Request, res: Response) {
    const org = await Organisation.findOne({ inviteCode: String(req.body.code) })
    if (!org) throw new HttpError(404, 'no such invitation')
    await User.updateOne({ _id: req.principal.id }, { org: org._id })
    res.status(204).end()
  },

  async settings(req: Request, res: Response) {
    const org = await Organisation.findById(req.principal.org)
    if (!org) throw new HttpError(404, 'not found')
    for (const [path, value] of Object.entries(req.body)) setPath(org.settings, path, value)
    org.markModified('settings')
    await org.save()
    res.json(org.settings)
  },

  async testHook(req: Request, res: Response) {
    res.json(await callHook(req.body.url, { type: 'ping' }))
  },

  async iban(req: Request, res: Response) {
    res.json(await accountHolder(String(req.query.iban)))
  },

  async letterhead(req: Request, res: Response) {
    res.send(await readStored(String(req.query.file ?? 'letterhead.png')))
  },

  async template(req: Request, res: Response) {
    res.type('text/plain').send(await readTemplate(req.params.name))
  },

  async exportAll(req: Request, res: Response) {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', archiveKey(String(req.body.passphrase), req.principal.org), iv)
    const data = Buffer.concat([cipher.update(JSON.stringify(await exportQuery(req.principal.org))), cipher.final()])
    res.send(Buffer.concat([iv, cipher.getAuthTag(), data]))
  },
}
