import { ValidationPipe } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { AppModule } from './app.module'

const app = await NestFactory.create(AppModule)
app.useGlobalPipes(new ValidationPipe({ transform: true }))
await app.listen(3000)
