/** Where a repository is read from: a server, or a folder. Paths are relative, with slashes. */
export interface Source {
  /** Address for messages; holds no token. */
  name: string
  /**
   * Read a whole small file.
   *
   * @param most
   *   Bytes after which it is given up.
   * @throws `PullError` `missing`, `too-large`, …
   */
  read(path: string, most: number): Promise<Uint8Array>
  /**
   * Begin to read a file, from a place in it.
   *
   * @param resume
   *   First byte that is wanted, and of which version. Another version, or a server that knows no
   *   ranges, gives the file from its start.
   */
  open(path: string, most: number, resume?: {from: number; etag: string | null}): Promise<Opened>
}

/** A file that is being read. */
export interface Opened {
  /** Place of the first byte that comes. */
  from: number
  /** Strong validator of the version that comes. */
  etag: string | null
  chunks: AsyncIterable<Uint8Array>
}
