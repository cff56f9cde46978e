import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, statfsSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/** Put a small disk at a folder. */
export function mount(folder: string, sizeMb: number): boolean {
  const options = ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder]
  return spawnSync('/bin/mount', options).status === 0
}

/** Only root may mount, and not in every container. */
export function tryMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'marrow-mount-'))
  const isMounted = mount(folder, 1)
  if (isMounted) unmount(folder)
  rmSync(folder, {recursive: true, force: true})
  return isMounted
}

/** Change how it is mounted, such as `ro`, `rw` or `size=9m`. */
export function remount(folder: string, option: string): void {
  const {status, stderr} = spawnSync('/bin/mount', ['-o', `remount,${option}`, folder])
  if (status !== 0) throw new Error(`remount ${option}: ${String(stderr)}`)
}

/** Fill it but for some bytes. @returns The file that does so. */
export function fill(folder: string, leftBytes = 0): string {
  const {bavail, bsize} = statfsSync(folder)
  const filler = join(folder, '.filler')
  writeFileSync(filler, new Uint8Array(bavail * bsize - leftBytes))
  return filler
}

/** Take it away again, if it is there. */
export function unmount(folder: string): void {
  spawnSync('/bin/umount', ['-l', folder])
}
