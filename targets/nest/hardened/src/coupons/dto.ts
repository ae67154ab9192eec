import { IsInt, Matches, Max, Min } from 'class-validator';
import { Text } from '../common/validation';

export class CouponDto {
  @Matches(/^[A-Z0-9]{6,20}$/)
  code: string;

  @IsInt() @Min(1) @Max(10_000)
  amount: number;
}

export class RedeemDto {
  @Text(40, 1)
  code: string;
}
