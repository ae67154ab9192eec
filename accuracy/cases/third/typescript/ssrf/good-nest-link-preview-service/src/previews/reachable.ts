const HOSTS = new Set(['blog.tidewater.example', 'news.tidewater.example', 'status.tidewater.example'])

export function assertReachable(url: URL): boolean {
  return url.protocol === 'https:' && url.port === '' && HOSTS.has(url.hostname)
}
