import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { HttpModule } from '@nestjs/axios'
import { Module } from '@nestjs/common'
import { LedgerService } from './ledger.service'

const ca = readFileSync('/etc/ssl/house-ca.pem')

@Module({
  imports: [
    HttpModule.registerAsync({
      useFactory: () => ({
        baseURL: 'https://ledger.internal',
        timeout: 5000,
        httpsAgent: new Agent({ ca, keepAlive: true, rejectUnauthorized: false }),
      }),
    }),
  ],
  providers: [LedgerService],
  exports: [LedgerService],
})
export class LedgerModule {}
