import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { validateEnv } from '../src/config';
import { Listing, Role } from '../src/entities';
import { UpdateListing } from '../src/listings/listing.dto';
import { listingPolicy } from '../src/listings/listings.service';

const listing = { sellerId: 'seller', status: 'hidden' } as Listing;

describe('listing policy', () => {
  it('hides what is not active from others', () => {
    expect(listingPolicy.view(undefined, listing)).toBe(false);
    expect(listingPolicy.view({ id: 'other', roles: [Role.Seller] }, listing)).toBe(false);
    expect(listingPolicy.view({ id: 'seller', roles: [Role.Seller] }, listing)).toBe(true);
  });

  it('lets only the seller edit', () => {
    expect(listingPolicy.edit({ id: 'mod', roles: [Role.Moderator] }, listing)).toBe(false);
  });
});

it('refuses properties that are not part of the input', () => {
  const input = plainToInstance(UpdateListing, { sellerId: 'me', status: 'blocked' });
  expect(validateSync(input, { whitelist: true, forbidNonWhitelisted: true })).toHaveLength(2);
});

it('does not start with a short secret', () => {
  const raw = { DATABASE_URL: 'postgres://test:test@db/test', REDIS_URL: 'redis://cache', ACCESS_TOKEN_SECRET: 'short' };
  expect(() => validateEnv(raw)).toThrow('ACCESS_TOKEN_SECRET');
});
