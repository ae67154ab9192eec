import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Signature } from './signature.entity'

@Injectable()
export class SignaturesService {
  constructor(@InjectRepository(Signature) private readonly signatures: Repository<Signature>) {}

  save(id: number, text: string) {
    return this.signatures.save({ id, text })
  }

  find(id: number): Promise<Signature> {
    return this.signatures.findOneByOrFail({ id })
  }
}
