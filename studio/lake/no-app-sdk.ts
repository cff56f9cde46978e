import {createContext, type ReactNode} from 'react'

/**
 * What the Studio takes of Sanity's App SDK (`@sanity/sdk-react`), in whose place this is built in.
 *
 * The SDK makes clients of its own, which no setting leads to our lake, for apps in Sanity's
 * dashboard; the Studio only wraps itself in it. Anything else that a later Studio takes of it fails
 * the build.
 */
export const SDKStudioContext = createContext<unknown>(null)

/** Provides nothing. */
export function ResourceProvider({children}: {children: ReactNode}): ReactNode {
  return children
}
