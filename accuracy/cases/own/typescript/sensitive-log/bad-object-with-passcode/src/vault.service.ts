import { Injectable, Logger } from '@nestjs/common'
import { UnlockDto } from './unlock.dto'
import { Vaults } from './vaults'

@Injectable()
export class VaultService {
  private readonly logger = new Logger(VaultService.name)

  constructor(private readonly vaults: Vaults) {}

  async unlock(form: UnlockDto) {
    const vault = await this.vaults.open(form.mail, form.passphrase)
    if (vault === null) this.logger.warn(`vault stays closed: ${JSON.stringify(form)}`)
    return vault
  }
}
