import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { ClaimDeviceDto } from './dto/claim-device.dto';
import { Device } from './device.schema';

@Injectable()
export class DevicesService {
  constructor(@InjectModel(Device.name) private readonly devices: Model<Device>) {}

  async claim(accountId: string, dto: ClaimDeviceDto) {
    const criteria = { pairingCode: dto.pairingCode, accountId: null };
    const device = await this.devices.findOneAndUpdate(
      criteria,
      { $set: { accountId, label: dto.label ?? 'unnamed' } },
      { new: true },
    );
    if (!device) throw new NotFoundException();
    return { id: device.id, label: device.label };
  }
}
