import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Actor } from '../common/decorators';
import { Listing, Role } from '../entities';
import { CreateListing, SearchListings, UpdateListing } from './listing.dto';

const SORTS = {
  newest: ['listing.createdAt', 'DESC'],
  cheapest: ['listing.priceCents', 'ASC'],
  dearest: ['listing.priceCents', 'DESC'],
} as const;

const likePattern = (term: string): string => `%${term.replace(/[\\%_]/g, '\\$&')}%`;

const compact = <T extends object>(input: T): Partial<T> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null)) as Partial<T>;

export const listingPolicy = {
  view: (actor: Actor | undefined, listing: Listing): boolean =>
    listing.status === 'active' || listing.sellerId === actor?.id || Boolean(actor?.roles.includes(Role.Moderator)),
  edit: (actor: Actor, listing: Listing): boolean => listing.sellerId === actor.id && listing.status !== 'blocked',
};

@Injectable()
export class ListingsService {
  constructor(@InjectRepository(Listing) private readonly listings: Repository<Listing>) {}

  search(query: SearchListings): Promise<Listing[]> {
    const [column, direction] = SORTS[query.sort];
    const builder = this.listings.createQueryBuilder('listing').where('listing.status = :status', { status: 'active' });
    if (query.q) builder.andWhere('listing.title ILIKE :pattern', { pattern: likePattern(query.q) });
    return builder.orderBy(column, direction).addOrderBy('listing.id').take(query.limit).skip(query.offset).getMany();
  }

  async find(id: string, actor?: Actor): Promise<Listing> {
    const listing = await this.listings.findOneBy({ id });
    if (!listing || !listingPolicy.view(actor, listing)) throw new NotFoundException();
    return listing;
  }

  create(actor: Actor, input: CreateListing): Promise<Listing> {
    return this.listings.save(this.listings.create({ ...input, sellerId: actor.id }));
  }

  async update(actor: Actor, id: string, input: UpdateListing): Promise<Listing> {
    const listing = await this.find(id, actor);
    if (!listingPolicy.edit(actor, listing)) throw new ForbiddenException();
    const changes = compact(input);
    if (Object.keys(changes).length > 0) await this.listings.update({ id, sellerId: actor.id }, changes);
    return this.find(id, actor);
  }

  async block(id: string): Promise<void> {
    const { affected } = await this.listings.update({ id }, { status: 'blocked' });
    if (!affected) throw new NotFoundException();
  }
}
