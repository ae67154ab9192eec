import { IsInt, IsOptional, IsString, Min } from 'class-validator';

export class EventDto {
  @IsString()
  title: string;

  @IsOptional()
  @IsString()
  description?: string;

  @IsString()
  city: string;

  @IsInt()
  @Min(0)
  price: number;

  @IsInt()
  @Min(1)
  seats: number;
}
