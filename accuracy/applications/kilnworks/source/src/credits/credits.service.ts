import { ConflictException, Injectable } from '@nestjs/common';
import { DataSource, MoreThanOrEqual } from 'typeorm';
import { User } from '../entities';

@Injectable()
export class CreditsService {
  constructor(private readonly db: DataSource) {}

  async gift(from: number, to: number, amount: number) {
    const users = this.db.getRepository(User);
    const [giver, taker] = await Promise.all([users.findOneBy({ id: from }), users.findOneBy({ id: to })]);
    if (!giver || !taker || from === to || giver.credits < amount) throw new ConflictException();
    await users.update({ id: from }, { credits: giver.credits - amount });
    await users.update({ id: to }, { credits: taker.credits + amount });
    return { credits: giver.credits - amount };
  }

  async take(member: number, amount: number) {
    const done = await this.db.getRepository(User).decrement({ id: member, credits: MoreThanOrEqual(amount) }, 'credits', amount);
    if (!done.affected) throw new ConflictException('not enough credits');
  }
}
