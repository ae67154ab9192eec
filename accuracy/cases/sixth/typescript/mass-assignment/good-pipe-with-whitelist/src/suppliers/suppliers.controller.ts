import { Body, Controller, NotFoundException, Param, Patch, Req, UseGuards } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsOptional, IsPhoneNumber, IsString, MaxLength } from 'class-validator';
import { Repository } from 'typeorm';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { Supplier } from './supplier.entity';

export class UpdateSupplierDto {
  @IsOptional()
  @IsString()
  @MaxLength(120)
  name?: string;

  @IsOptional()
  @IsPhoneNumber()
  phone?: string;
}

@Controller('suppliers')
@UseGuards(JwtAuthGuard)
export class SuppliersController {
  constructor(@InjectRepository(Supplier) private readonly suppliers: Repository<Supplier>) {}

  @Patch(':id')
  async update(@Req() req: any, @Param('id') id: string, @Body() dto: UpdateSupplierDto) {
    const supplier = await this.suppliers.findOneBy({ id, accountId: req.user.accountId });
    if (!supplier) throw new NotFoundException();
    await this.suppliers.save(this.suppliers.merge(supplier, dto));
    return { id: supplier.id, name: supplier.name, phone: supplier.phone };
  }
}
