import {ArticleUrlError, BundleError, everyone, TypesetError} from '#exports'
import {PublishError, type ApprovedEdition, type Message, type Refusal} from '#pipeline'

import type {Making} from './renditions.ts'

/** Where faults of editions are told. */
interface Told {
  refused: Refusal[]
  /** By edition id. */
  findings: Map<string, Message[]>
}

/**
 * Keep the fault of one edition from holding up the others.
 *
 * What cannot be published, exported or packed refuses its edition for the audiences concerned; so
 * does an exception that nobody expected, with its stack among the findings. What the machine lacks
 * (a full disk, a missing library) ends the export, and so do exceptions in each edition: refusing
 * everything would take it all out of the repository.
 */
export class UnexpectedFaults {
  readonly #told: Told
  readonly #unexpected: unknown[] = []
  #packed = 0

  constructor(told: Told) {
    this.#told = told
  }

  /** Make something of one edition; undefined where that refused it. */
  async guard<T>(
    edition: ApprovedEdition,
    making: Making,
    make: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      const made = await make()
      this.#packed += 1
      return made
    } catch (error) {
      if (isOfMachine(error)) throw error
      this.#refuse(edition, making, error)
      return undefined
    }
  }

  /** Call when all is made. @throws The first exception, where nothing but exceptions came of it. */
  refuseRun(): void {
    if (this.#packed === 0 && this.#unexpected.length > 1) throw this.#unexpected[0]
  }

  #refuse({payload}: ApprovedEdition, {audiences}: Making, error: unknown): void {
    const {id, article, number, language} = payload
    const isOfContent = isExpected(error)
    const reason = error instanceof Error ? error.message : String(error)
    if (!isOfContent) {
      this.#unexpected.push(error)
      const stack = String(error instanceof Error ? error.stack : error)
      this.#told.findings.set(id, [
        ...(this.#told.findings.get(id) ?? []),
        {ruleId: 'exporter-fault', severity: 'fatal', reason: stack, path: ''},
      ])
    }
    const whose = audiences.includes(everyone) ? '' : `For ${audiences.join(', ')}: `
    this.#told.refused.push({
      code: error instanceof PublishError ? error.code : 'content-fatal',
      article,
      edition: id,
      number,
      language,
      message: `${whose}${isOfContent ? reason : `A fault in Marrow itself: ${reason}`}`,
      remedy: isOfContent
        ? 'Mend the article, submit it again and have the new edition signed'
        : 'Report it with the finding `exporter-fault`; meanwhile leave out the format that fails',
      reasons: [],
    })
  }
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof PublishError ||
    error instanceof BundleError ||
    error instanceof ArticleUrlError ||
    error instanceof TypesetError
  )
}

/** A system's error, such as `ENOSPC`, or a library that is not there. */
function isOfMachine(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return /^(?:E[A-Z]+|ERR_MODULE_NOT_FOUND|ERR_DLOPEN_FAILED)$/.test(String(error.code))
}
