import type { Config } from '../config.ts'
import type { StoreCodeKey } from './store-code.ts'

/** The keys of store codes as bytes; the first one signs, the others are still read. */
export function storeCodeKeys(config: Config): StoreCodeKey[] {
  return config.storeCodeKeys.map(({ keyId, key }) => ({ keyId, key: Buffer.from(key) }))
}
