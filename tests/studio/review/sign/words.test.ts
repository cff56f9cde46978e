import {describe, expect, it} from 'vitest'

import {updateTypes} from '#pipeline'

import {zonedMomentOf} from '../../../../studio/review/parts/dates.ts'
import {localOf} from '../../../../studio/review/sign/effect.ts'
import {publicWords, updateOptions} from '../../../../studio/review/sign/public-words.ts'
import {firstWords, isComplete, sayingOf, type Words} from '../../../../studio/review/sign/words.ts'
import type {SignedDeed} from '../../../../studio/review/sign/deed-words.ts'

const now = '2026-03-02T00:00:00.000Z'
const later = '2026-03-04T09:30:00.000Z'
const notices = ['correct', 'withdraw', 'restore'] as const

function words(deed: SignedDeed, changes: Partial<Words> = {}): Words {
  const first = firstWords(deed, ['editor'], {checks: []}, null)
  return {...first, reason: 'A reason', notice: ' Public words ', ...changes}
}

describe('what a form for a correction, withdrawal or restoration asks for', () => {
  it('starts with what is usual, at once', () => {
    expect(notices.map((deed) => words(deed))).toMatchObject([
      {update: 'correction', effective: null, severity: 'editorial'},
      {update: 'withdrawal', effective: null, severity: 'safety'},
      {update: null, effective: null},
    ])
    for (const deed of notices) {
      expect(updateOptions(deed)[0]?.update, deed).toBe(words(deed).update)
      expect(isComplete(deed, words(deed), now), deed).toBe(true)
    }
  })

  it('offers each update type where it fits, and no other deed one', () => {
    const offered = (deed: SignedDeed) => updateOptions(deed).map(({update}) => update)
    expect(offered('withdraw')).toEqual(['withdrawal', 'removal', 'retraction'])
    expect(new Set([...offered('correct'), ...offered('withdraw')])).toEqual(new Set(updateTypes))
    expect(new Set(offered('restore'))).toEqual(new Set([null, ...offered('correct')]))
    expect(offered('sign-off')).toEqual([])
  })

  it('is not complete without a time that lies ahead, where one is wanted', () => {
    const complete = (effective: string) =>
      isComplete('withdraw', words('withdraw', {effective}), now)
    expect(complete('')).toBe(false)
    expect(complete('2026-03')).toBe(false)
    expect(complete(localOf('2026-03-01T09:30:00.000Z'))).toBe(false)
    expect(complete('99999-03-01T09:30')).toBe(false)
    expect(complete(localOf(later))).toBe(true)
  })
})

describe('what is signed', () => {
  it('leaves out what the kind says by itself', () => {
    for (const deed of notices) {
      const saying = sayingOf(deed, words(deed))
      expect(saying, deed).not.toHaveProperty('update')
      expect(saying, deed).not.toHaveProperty('effective')
    }
  })

  it('has the type and the UTC instant that were chosen', () => {
    const chosen = words('withdraw', {update: 'retraction', effective: localOf(later)})
    expect(sayingOf('withdraw', chosen)).toEqual({
      kind: 'withdrawal',
      role: 'editor',
      reason: 'A reason',
      severity: 'safety',
      notice: 'Public words',
      update: 'retraction',
      effective: later,
    })
  })

  it('is shown before, as everybody will read it', () => {
    expect(publicWords('restore', words('restore', {notice: ' '}))).toEqual([
      ['Update type', 'Restoration'],
      ['Severity', 'Editorial'],
      ['Takes effect', 'At once, when you sign'],
      ['Public notice', 'Not written yet'],
    ])
    const chosen = words('withdraw', {update: 'removal', effective: localOf(later)})
    expect(publicWords('withdraw', chosen)).toEqual([
      ['Update type', 'Removal'],
      ['Severity', 'Safety'],
      ['Takes effect', `From ${zonedMomentOf(later)} on`],
      ['Public notice', 'Public words'],
    ])
    expect(publicWords('withdraw', {...chosen, effective: ''})[2]?.[1]).toBe('No time is given yet')
  })
})
