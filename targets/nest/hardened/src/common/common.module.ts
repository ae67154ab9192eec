import { Global, Module } from '@nestjs/common';
import { AuditService } from './audit.service';
import { Counters } from './counters';
import { FieldCipher } from './field-cipher';
import { Lifecycle } from './lifecycle';
import { Mailer } from './mailer';

@Global()
@Module({ providers: [AuditService, Counters, FieldCipher, Lifecycle, Mailer], exports: [AuditService, Counters, FieldCipher, Lifecycle, Mailer] })
export class CommonModule {}
