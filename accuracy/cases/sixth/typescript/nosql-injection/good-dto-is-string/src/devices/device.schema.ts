import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

@Schema({ timestamps: true })
export class Device {
  @Prop({ required: true, index: true })
  pairingCode: string;

  @Prop({ type: String, default: null })
  accountId: string | null;

  @Prop()
  label: string;
}

export const DeviceSchema = SchemaFactory.createForClass(Device);
