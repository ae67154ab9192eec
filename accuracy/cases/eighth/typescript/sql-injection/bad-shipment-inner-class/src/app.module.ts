import { Module } from '@nestjs/common'
import { Pool } from 'pg'
import { ShipmentsController } from './shipments.controller'

@Module({
  controllers: [ShipmentsController],
  providers: [{ provide: Pool, useFactory: () => new Pool({ connectionString: process.env.DATABASE_URL }) }],
})
export class AppModule {}
