/** The part of WebAssembly.Memory that is used here; the language library without the DOM does not declare it. */
export interface WasmMemory {
  /** Replaced by another when the memory grows. */
  readonly buffer: ArrayBuffer
}

interface WebAssemblyApi {
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => WasmMemory
}

/** A memory of `initial` to `maximum` pages of 64 KiB. */
export function createWasmMemory(initial: number, maximum: number): WasmMemory {
  const { Memory } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly
  return new Memory({ initial, maximum })
}
