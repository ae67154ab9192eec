import { ConflictException, Injectable } from '@nestjs/common';
import { PrismaClient } from '@prisma/client';

@Injectable()
export class RefundsService {
  private readonly prisma = new PrismaClient();

  async approve(id: string): Promise<void> {
    const { count } = await this.prisma.refund.updateMany({
      where: { id, status: 'requested' },
      data: { status: 'approved', approvedAt: new Date() },
    });
    if (count === 0) throw new ConflictException('refund is not open');
  }
}
