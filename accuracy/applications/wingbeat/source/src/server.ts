import mongoose from 'mongoose';
import { createApp } from './app.js';
import { loadConfig } from './config.js';

const config = loadConfig();
await mongoose.connect(config.mongoUrl, { maxPoolSize: 30, serverSelectionTimeoutMS: 5000, socketTimeoutMS: 20_000 });
const app = await createApp(config);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(1), 10_000).unref();
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
await app.listen({ port: config.port, host: '0.0.0.0' });
