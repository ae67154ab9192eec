export const metrics = { uptime: 0, requests: { total: 0, failed: 0 } }
