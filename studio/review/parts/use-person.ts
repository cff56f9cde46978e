import {useMemo} from 'react'
import {useCurrentUser} from 'sanity'

import type {Person} from '../standing/signer-of.ts'

/** Who sits before the Studio, as the lake knows them. */
export function usePerson(): Person {
  const user = useCurrentUser()
  return useMemo(
    () => ({
      id: user?.id ?? '',
      name: user?.name ?? user?.id ?? '',
      roles: user?.roles.map(({name}) => name) ?? [],
    }),
    [user],
  )
}
