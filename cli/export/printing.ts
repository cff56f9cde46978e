import {resolve} from 'node:path'

import type {PressWorld} from '#exports'

import {makePress} from './press-world.ts'
import {makeTypesetter, type Typesetter} from './typst-world.ts'

/** What printed formats ask of the world. Make one for a whole run. */
export interface Printing extends Typesetter {
  press(profile: string | null): PressWorld
}

/**
 * Make what printed formats need; Typst, fonts and sharp are loaded with their first job.
 *
 * @param folder
 *   Where names of ICC profiles start from: the home.
 */
export function makePrinting(folder = '.'): Printing {
  return {
    ...makeTypesetter(),
    press: (profile) => makePress(profile === null ? null : resolve(folder, profile)),
  }
}
