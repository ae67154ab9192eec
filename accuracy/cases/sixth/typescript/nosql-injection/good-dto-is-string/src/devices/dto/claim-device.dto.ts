import { IsOptional, IsString, Length, MaxLength } from 'class-validator';

export class ClaimDeviceDto {
  @IsString()
  @Length(8, 64)
  pairingCode: string;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  label?: string;
}
