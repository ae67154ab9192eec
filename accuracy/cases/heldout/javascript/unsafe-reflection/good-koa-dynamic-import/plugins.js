const PLUGINS = {
  invoice: () => import('./plugins/invoice.js'),
  receipt: () => import('./plugins/receipt.js'),
}

export async function plugin(name) {
  if (!Object.hasOwn(PLUGINS, name)) throw new RangeError('no such plugin')
  return PLUGINS[name]()
}
