import type { Request, Response } from 'express'
import { HttpError } from '../core/errors'
import { Customer, Paper } from '../db/models'
import { seal } from '../lib/crypto'
import { type Plain, setPath } from '../lib/objects'
import { storage } from '../lib/storage'
import { bookingService } from '../services/booking-service'
import { outgoing } from '../services/outgoing-service'
import { paperService } from '../services/paper-service'
import { reportService } from '../services/report-service'
import { tokens } from '../services/token-service'

const settings = new Map<number, Plain>()
const DAY = /^\d{4}-\d\d-\d\d$/

export const deskController = {
  reserve: async (req: Request, res: Response): Promise<void> => {
    const { machineId, customerId, fromDay, toDay, note } = req.body
    if (!DAY.test(fromDay) || !DAY.test(toDay) || fromDay > toDay) throw new HttpError(400, 'Days are not right')
    const wish = { machineId: Number(machineId), customerId: Number(customerId), fromDay, toDay, note: String(note ?? '').slice(0, 500) }
    res.status(201).json(await bookingService.reserve(req.actor, wish))
  },
  exchange: async (req: Request, res: Response): Promise<void> => {
    await bookingService.exchange(req.actor, Number(req.body.first), Number(req.body.second))
    res.status(204).end()
  },
  setAccount: async (req: Request, res: Response): Promise<void> => {
    const where = { id: req.params.id, companyId: req.actor.companyId }
    const [changed] = await Customer.update({ bankAccount: seal(String(req.body.iban)) }, { where })
    res.status(changed === 1 ? 204 : 404).end()
  },
  exportCustomers: async (_req: Request, res: Response): Promise<void> => {
    const rows = await Customer.findAll({ attributes: ['name', 'city', 'creditLimit'], order: [['name', 'ASC']], limit: 5000 })
    res.type('csv').send(rows.map((row) => Object.values(row.get()).join(';')).join('\n'))
  },
  utilisation: async (req: Request, res: Response): Promise<void> => {
    res.json(await reportService.utilisation(req.actor, String(req.query.from), String(req.query.to)))
  },
  income: async (req: Request, res: Response): Promise<void> => {
    res.json(await reportService.income(req.actor, Number(req.params.year)))
  },
  dispatch: async (req: Request, res: Response): Promise<void> => {
    res.json(await reportService.dispatch(req.actor))
  },
  addPaper: async (req: Request, res: Response): Promise<void> => {
    if (!req.file) throw new HttpError(400, 'No file')
    const title = String(req.body.title ?? 'paper').slice(0, 120)
    res.status(201).json(await paperService.add(req.actor, Number(req.params.id), title, req.file))
  },
  rawPaper: async (req: Request, res: Response): Promise<void> => {
    const stream = storage.open(String(req.query.key))
    stream.on('error', () => res.status(404).end())
    stream.pipe(res.type('application/octet-stream'))
  },
  printPaper: async (req: Request, res: Response): Promise<void> => {
    await paperService.print(req.actor, req.params.id, req.body.title)
    res.status(202).json({ pages: await paperService.pages(req.actor, req.params.id) })
  },
  sharePaper: async (req: Request, res: Response): Promise<void> => {
    const paper = await paperService.mine(req.actor, req.params.id)
    res.json({ ticket: tokens.ticket(paper.get('id') as number) })
  },
  sharedPaper: async (req: Request, res: Response): Promise<void> => {
    const id = tokens.paperOf(String(req.query.ticket))
    const paper = id === undefined ? null : await Paper.findByPk(Number(id))
    if (!paper) throw new HttpError(404, 'No such paper')
    res.sendFile(storage.pathOf(paper.get('key') as string))
  },
  position: async (req: Request, res: Response): Promise<void> => {
    res.json(await outgoing.position(req.params.id))
  },
  tryHook: async (req: Request, res: Response): Promise<void> => {
    res.json(await outgoing.tryHook(String(req.body.url)))
  },
  setSetting: async (req: Request, res: Response): Promise<void> => {
    const own = settings.get(req.actor.companyId) ?? {}
    setPath(own, String(req.body.path), req.body.value)
    settings.set(req.actor.companyId, own)
    res.json(own)
  },
}
