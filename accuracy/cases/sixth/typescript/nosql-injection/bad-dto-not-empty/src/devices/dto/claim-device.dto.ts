import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

export class ClaimDeviceDto {
  @IsNotEmpty()
  pairingCode: string;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  label?: string;
}
