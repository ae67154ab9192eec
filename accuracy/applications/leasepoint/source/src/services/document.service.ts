import { exec, execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { config } from '../config'
import type { Principal } from '../middleware/auth'
import { Document } from '../models/estate'
import { readStored } from '../utils/storage'
import { BaseService } from './base.service'

const run = promisify(exec)
const runFile = promisify(execFile)

class DocumentService extends BaseService {
  constructor() {
    super(Document)
  }

  attach(who: Principal, lease: string, file: Express.Multer.File, title: string) {
    return this.create(who, { lease, title, key: path.basename(file.path) })
  }

  async content(who: Principal, id: string) {
    const doc = await this.getOwn(who, id)
    return readStored(doc.key)
  }

  async asPdf(who: Principal, id: string) {
    const doc = await this.getOwn(who, id)
    const target = path.join(config.storageDir, `${doc._id}.pdf`)
    await run(`soffice-pdf --title "${doc.title}" ${path.join(config.storageDir, doc.key)} ${target}`, { timeout: 30_000 })
    return target
  }

  async pages(who: Principal, id: string) {
    const doc = await this.getOwn(who, id)
    const { stdout } = await runFile('pdfinfo', ['--', path.join(config.storageDir, path.basename(doc.key))], { timeout: 10_000 })
    return Number(/Pages:\s+(\d+)/.exec(stdout)?.[1] ?? 0)
  }
}

export const documents = new DocumentService()
