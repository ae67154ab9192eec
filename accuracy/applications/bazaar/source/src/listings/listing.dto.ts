import { Expose, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';

export class CreateListing {
  @IsString() @Length(3, 120)
  title!: string;

  @IsString() @MaxLength(4000)
  description!: string;

  @IsInt() @Min(1) @Max(100_000_000)
  priceCents!: number;

  @IsInt() @Min(0) @Max(10_000)
  stock!: number;
}

export class UpdateListing {
  @IsOptional() @IsString() @Length(3, 120)
  title?: string;

  @IsOptional() @IsString() @MaxLength(4000)
  description?: string;

  @IsOptional() @IsInt() @Min(1) @Max(100_000_000)
  priceCents?: number;

  @IsOptional() @IsInt() @Min(0) @Max(10_000)
  stock?: number;

  @IsOptional() @IsIn(['active', 'hidden'])
  status?: 'active' | 'hidden';
}

export class Page {
  @Type(() => Number) @IsInt() @Min(1) @Max(100)
  limit = 24;

  @Type(() => Number) @IsInt() @Min(0) @Max(5000)
  offset = 0;
}

export class SearchListings extends Page {
  @IsOptional() @IsString() @Length(2, 60)
  q?: string;

  @IsIn(['newest', 'cheapest', 'dearest'])
  sort: 'newest' | 'cheapest' | 'dearest' = 'newest';
}

export class ListingView {
  @Expose() id!: string;
  @Expose() sellerId!: string;
  @Expose() title!: string;
  @Expose() description!: string;
  @Expose() priceCents!: number;
  @Expose() stock!: number;
  @Expose() createdAt!: Date;
}
