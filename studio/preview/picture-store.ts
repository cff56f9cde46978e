import {sealAsset, type SealedAsset} from '#pipeline'

/** A picture, ready to be shown. */
interface StoredPicture {
  asset: SealedAsset
  /** Address of its bytes in this page. */
  url: string
}

/** Pictures that were read, each once. */
export interface PictureStore {
  /** Those that can be shown; what is missing or no picture is left out, and so becomes a finding. */
  all(ids: readonly string[]): Promise<StoredPicture[]>
  close(): void
}

/** @param read Reads the stored bytes of an asset. */
export function pictureStore(read: (id: string) => Promise<Uint8Array>): PictureStore {
  const pictures = new Map<string, Promise<StoredPicture | null>>()

  const load = async (id: string): Promise<StoredPicture | null> => {
    try {
      const bytes = await read(id)
      const asset = await sealAsset(id, bytes)
      const blob = new Blob([new Uint8Array(bytes)], {type: asset.mediaType})
      return {asset, url: URL.createObjectURL(blob)}
    } catch {
      // The composition says which figure has no picture.
      return null
    }
  }

  return {
    async all(ids) {
      const found = await Promise.all(
        ids.map((id) => {
          const known = pictures.get(id) ?? load(id)
          pictures.set(id, known)
          return known
        }),
      )
      return found.filter((picture) => picture !== null)
    },
    close() {
      for (const picture of pictures.values()) {
        void picture.then((stored) => stored && URL.revokeObjectURL(stored.url))
      }
      pictures.clear()
    },
  }
}
