import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Injectable, Logger } from '@nestjs/common'

@Injectable()
export class ScanStore {
  private readonly logger = new Logger(ScanStore.name)
  private readonly folder = process.env.SCAN_FOLDER ?? '/srv/scans'

  async keep(original: string, content: Buffer): Promise<string> {
    const id = randomUUID()
    const path = join(this.folder, `${id}.pdf`)
    await writeFile(path, content, { flag: 'wx' })
    this.logger.log(`kept ${id}, ${original.length} characters of name`)
    return id
  }
}
