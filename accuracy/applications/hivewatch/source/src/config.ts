const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
};

export const config = {
  port: Number(process.env.PORT ?? 3000),
  mongoUrl: need('MONGO_URL'),
  accessSecret: process.env.ACCESS_SECRET ?? 'smoke-the-bees-before-you-lift-the-lid',
  deviceKey: Buffer.from(need('DEVICE_KEY'), 'hex'),
  photoDir: process.env.PHOTO_DIR ?? '/srv/hivewatch/photos',
  webDomain: process.env.WEB_DOMAIN ?? 'hivewatch.example',
};
