import type {PressWorld} from '#exports'

import {makePress} from './press-world.ts'
import {makeTypesetter, type Typesetter} from './typst-world.ts'

/** What printed formats ask of the world. Make one for a whole run. */
export interface Printing extends Typesetter {
  press: PressWorld
}

/**
 * Make what printed formats need; Typst, fonts and sharp are loaded with their first job.
 *
 * @param pressProfile
 *   File of the ICC profile of the printing condition.
 */
export function makePrinting(pressProfile?: string): Printing {
  return {...makeTypesetter(), press: makePress(pressProfile)}
}
