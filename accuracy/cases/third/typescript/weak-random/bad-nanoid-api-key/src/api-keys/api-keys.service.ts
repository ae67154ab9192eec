import { Injectable } from '@nestjs/common'
import { PrismaService } from '../prisma/prisma.service'
import { generateKey } from './generate'

@Injectable()
export class ApiKeysService {
  constructor(private readonly prisma: PrismaService) {}

  async create(orgId: string, label: string): Promise<{ id: string; key: string }> {
    const { plain, digest, hint } = generateKey('orchard')
    const { id } = await this.prisma.apiKey.create({ data: { orgId, label, digest, hint }, select: { id: true } })
    return { id, key: plain }
  }

  async revoke(orgId: string, id: string): Promise<void> {
    await this.prisma.apiKey.updateMany({ where: { id, orgId }, data: { revokedAt: new Date() } })
  }
}
