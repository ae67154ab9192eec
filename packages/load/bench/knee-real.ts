export async function measureRealServices(): Promise<void> {}
