import type { Request, Response } from 'express'
import type { BaseService } from '../services/base.service'
import { leases, payments, units } from '../services/estate.service'
import { documents } from '../services/document.service'
import { marketRent } from '../services/gateway'
import { contentId } from '../utils/crypto'

const crud = (service: BaseService) => ({
  list: async (req: Request, res: Response) => res.json(await service.list(req.principal, Number(req.query.page))),
  show: async (req: Request, res: Response) => res.json(await service.getOwn(req.principal, req.params.id)),
  create: async (req: Request, res: Response) => res.status(201).json(await service.create(req.principal, req.body)),
  update: async (req: Request, res: Response) => res.json(await service.update(req.principal, req.params.id, req.body)),
})

export const unitController = {
  ...crud(units),
  search: async (req: Request, res: Response) => res.json(await units.search(req.principal, String(req.query.q ?? ''))),
  byCity: async (req: Request, res: Response) => res.json(await units.byCity(req.principal, String(req.query.city ?? ''))),
  affordable: async (req: Request, res: Response) => res.json(await units.affordable(req.principal, String(req.query.budget))),
  roomy: async (req: Request, res: Response) => res.json(await units.roomy(req.principal, String(req.query.rooms))),
  relabel: async (req: Request, res: Response) => {
    await units.relabel(req.principal, req.params.id, req.body)
    res.status(204).end()
  },
  market: async (req: Request, res: Response) => res.json(await marketRent(String(req.query.q ?? ''))),
}

export const leaseController = {
  ...crud(leases),
  show: async (req: Request, res: Response) => res.json(await leases.get(req.params.id)),
  open: async (req: Request, res: Response) => res.status(201).json(await leases.open(req.principal, req.body)),
  rentRoll: async (req: Request, res: Response) => res.json(await leases.rentRoll(req.principal)),
  ending: async (req: Request, res: Response) => res.json(await leases.ending(req.principal)),
}

export const paymentController = {
  ...crud(payments),
  history: async (req: Request, res: Response) => res.json(await payments.history(req.principal, req.params.lease)),
  refund: async (req: Request, res: Response) => res.json(await payments.refund(req.principal, req.params.id)),
}

export const documentController = {
  attach: async (req: Request, res: Response) => {
    res.status(201).json(await documents.attach(req.principal, req.params.id, req.file!, req.body.title))
  },
  content: async (req: Request, res: Response) => {
    const data = await documents.content(req.principal, req.params.id)
    res.set('ETag', `"${contentId(data)}"`).attachment().send(data)
  },
  pdf: async (req: Request, res: Response) => res.sendFile(await documents.asPdf(req.principal, req.params.id)),
  pages: async (req: Request, res: Response) => res.json({ pages: await documents.pages(req.principal, req.params.id) }),
}
