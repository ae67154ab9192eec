import { join } from 'node:path'
import { Module } from '@nestjs/common'
import { ServeStaticModule } from '@nestjs/serve-static'
import { ApplicationsController } from './applications/applications.controller'
import { ApplicationsService } from './applications/applications.service'
import { PrismaService } from './prisma.service'

@Module({
  imports: [ServeStaticModule.forRoot({ rootPath: join(__dirname, '..', 'public') })],
  controllers: [ApplicationsController],
  providers: [ApplicationsService, PrismaService],
})
export class AppModule {}
