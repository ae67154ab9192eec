import { IsIn, IsInt, IsISO8601, IsOptional, IsUrl, Max, Min } from 'class-validator';
import { PageQuery, Text } from '../common/validation';

export class EventsQuery extends PageQuery {
  @IsOptional() @Text(60)
  city?: string;

  @IsOptional() @IsIn(['soonest', 'cheapest', 'title'])
  order: 'soonest' | 'cheapest' | 'title' = 'soonest';
}

export class CreateEventDto {
  @Text(120, 1)
  title: string;

  @Text(60, 1)
  city: string;

  @IsISO8601({ strict: true })
  startsAt: string;

  @IsInt() @Min(0) @Max(1_000_000)
  price: number;

  @IsInt() @Min(1) @Max(100_000)
  seats: number;
}

export class UpdateEventDto {
  @Text(120, 1)
  title: string;

  @IsInt() @Min(0) @Max(1_000_000)
  price: number;
}

export class ImportDto {
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @Text(300)
  url: string;
}

export class ReviewDto {
  @IsInt() @Min(1) @Max(5)
  stars: number;

  @Text(1000, 1)
  body: string;
}

export class PricePreviewDto {
  @Text(60, 1)
  formula: string;
}
