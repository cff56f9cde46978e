import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
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
/** Take it away again, if it is there. */
export function unmount(folder: string): void {
  spawnSync('/bin/umount', ['-l', folder])
}
