module.exports = {
  apps: [
    {
      name: 'web',
      script: './start.js',
      instances: 2,
      exec_mode: 'cluster',
      max_memory_restart: '400M',
      kill_timeout: 8000,
      listen_timeout: 5000,
      wait_ready: false,
      merge_logs: true,
      env_production: {
        NODE_ENV: 'production',
        LOG_LEVEL: 'info',
      },
    },
  ],
}
