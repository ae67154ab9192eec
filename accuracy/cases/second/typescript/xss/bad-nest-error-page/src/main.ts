import { NestFactory } from '@nestjs/core'
import { AppModule } from './app.module'
import { NotFoundFilter } from './not-found.filter'

const app = await NestFactory.create(AppModule)
app.useGlobalFilters(new NotFoundFilter())
await app.listen(3000)
