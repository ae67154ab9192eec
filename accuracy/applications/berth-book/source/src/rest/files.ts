import path from 'node:path'
import express, { type NextFunction, type Request, type Response, Router } from 'express'
import multer from 'multer'
import { config } from '../config'
import { userOf } from '../context'
import { knex } from '../db'
import { etagOf, fileKey } from '../lib/codes'

export const files = Router()

async function onlyUsers(req: Request, res: Response, next: NextFunction): Promise<void> {
  try {
    res.locals.user = await userOf(req)
    if (res.locals.user) next()
    else res.sendStatus(401)
  } catch (error) {
    next(error)
  }
}

const storage = multer.diskStorage({
  destination: config.filesRoot,
  filename: (_req, file, done) => done(null, fileKey() + path.extname(file.originalname)),
})
const upload = multer({ storage, limits: { fileSize: 10_000_000, files: 1 } })

/** Papers and pictures of vessels. */
files.post('/upload', onlyUsers, upload.single('file'), async (req, res, next) => {
  try {
    if (!req.file) return void res.status(400).json({ error: 'No file' })
    await knex('files').insert({ name: req.file.filename, user_id: res.locals.user.id })
    res.status(201).json({ url: `/files/${req.file.filename}` })
  } catch (error) {
    next(error)
  }
})

files.use('/files', express.static(config.filesRoot, { index: false }))

/** Invoices of a month, for the office. */
files.get('/export/invoices', async (req, res, next) => {
  try {
    const rows = await knex('invoices').select('number', 'amount', 'address').where('month', String(req.query.month)).limit(5000)
    const csv = rows.map((row) => [row.number, row.amount, row.address].join(';')).join('\n')
    res.set('ETag', etagOf(csv)).type('csv').send(csv)
  } catch (error) {
    next(error)
  }
})

/** What the nightly run has put down. */
files.get('/export/nightly/:name', onlyUsers, (req, res, next) => {
  res.download(path.join(config.exportsRoot, req.params.name), (error) => {
    if (error) next(error)
  })
})

files.get('/papers/:id', onlyUsers, async (req, res, next) => {
  try {
    const file = await knex('files').where({ id: Number(req.params.id), user_id: res.locals.user.id }).first()
    if (!file) return void res.sendStatus(404)
    res.download(path.join(config.filesRoot, file.name))
  } catch (error) {
    next(error)
  }
})
