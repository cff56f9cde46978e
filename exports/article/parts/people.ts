import type {Element} from 'hast'
import {h} from 'hastscript'

import type {SignOff} from '#pipeline'

import {own} from '../own-words.ts'
import type {View, Wording} from '../view.ts'

/** Write a person as in a byline: `Ada Example, MD, PhD`; a made-up one is marked. */
export function toName(
  person: {name: string; credentials: string[]; sample?: boolean},
  {labels}: View,
): string {
  const name = [person.name, ...person.credentials].join(', ')
  return person.sample ? `${name} (${labels.samplePerson})` : name
}

/** Write a signer: under sample keys everybody who signs is made up. */
export function toSignerName({name, credentials}: SignOff, view: View): string {
  return toName({name, credentials, sample: view.composition.sample}, view)
}

/** Write a date in words, with the machine's form beside it. */
export function toTime(value: string, view: Wording): Element {
  return h('time', {dateTime: value.slice(0, 10), ...own(view)}, view.labels.date(value))
}

/**
 * Take each signer's latest sign-off in a role, in the order of their first.
 *
 * A reaffirmation is a later sign-off of the same person.
 */
export function latestSignOffs(view: View, role: SignOff['role']): SignOff[] {
  const bySigner = new Map<string, SignOff>()
  for (const signOff of view.composition.approval?.signOffs ?? []) {
    if (signOff.role !== role) continue
    const other = bySigner.get(signOff.signer)
    if (!other || Date.parse(signOff.at) >= Date.parse(other.at)) {
      bySigner.set(signOff.signer, signOff)
    }
  }
  return [...bySigner.values()]
}
