import {parseKeyFile, type KeyFile} from './key-file.ts'

const prefix = 'marrow.key.'

/** Key files that this browser keeps, encrypted; a passphrase opens them. */
export function storedKeys(storage: Storage = localStorage): KeyFile[] {
  return Object.keys(storage)
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      try {
        return [parseKeyFile(storage.getItem(name) ?? '')]
      } catch {
        // Something else wrote there: it is no key.
        return []
      }
    })
}

/** Keep a key file in this browser. */
export function storeKey(file: KeyFile, storage: Storage = localStorage): void {
  storage.setItem(`${prefix}${file.keyid}`, JSON.stringify(file))
}
