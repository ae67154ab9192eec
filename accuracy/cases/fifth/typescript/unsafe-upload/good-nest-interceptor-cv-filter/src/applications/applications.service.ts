import { Injectable } from '@nestjs/common'
import { PrismaService } from '../prisma.service'
import { ApplicationDto } from './application.dto'

@Injectable()
export class ApplicationsService {
  constructor(private readonly prisma: PrismaService) {}

  add({ name, email }: ApplicationDto, cv: string) {
    return this.prisma.application.create({ data: { name, email, cv }, select: { id: true } })
  }
}
