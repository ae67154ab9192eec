import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Piece } from '../entities';

@Injectable()
export class PiecesService {
  constructor(@InjectRepository(Piece) private readonly pieces: Repository<Piece>) {}

  gallery(term: string, sort: string) {
    return this.pieces
      .createQueryBuilder('p')
      .select(['p.id', 'p.title', 'p.photo'])
      .where(`p.title ILIKE '%${term}%'`)
      .orderBy(sort === 'title' ? 'p.title' : 'p.id', 'DESC')
      .take(60)
      .getMany();
  }

  byMaker(maker: number, term: string) {
    return this.pieces
      .createQueryBuilder('p')
      .where('p.makerId = :maker AND p.title ILIKE :term', { maker, term: `%${term}%` })
      .take(100)
      .getMany();
  }

  async own(id: number, makerId: number) {
    const piece = await this.pieces.findOneBy({ id, makerId });
    if (!piece) throw new NotFoundException();
    return piece;
  }

  async setNotes(id: number, glazeNotes: string) {
    await this.pieces.update({ id }, { glazeNotes });
  }

  async remove(id: number, makerId: number) {
    const done = await this.pieces.delete({ id, makerId });
    if (!done.affected) throw new NotFoundException();
  }

  async setPhoto(piece: Piece, photo: string) {
    await this.pieces.update({ id: piece.id }, { photo });
  }
}
