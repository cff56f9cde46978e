/** What the Studio tells about who is where. */
export type PresenceEvent =
  /** Says where a person is. */
  | {type: 'state'; i: string; m: {sessionId: string; locations: unknown[]}}
  /** Asks everybody to say where they are. */
  | {type: 'rollCall'; i: string; session: string}
  | {type: 'disconnect'; i: string; m: {session: string}}

/** Somebody who hears of the others. */
export interface PresenceMember {
  dataset: string
  hear: (event: PresenceEvent) => void
}

/** Who is in the Studio, and where: told to all who subscribed in a dataset, and kept nowhere. */
export class Presence {
  readonly #members = new Set<PresenceMember>()

  join(member: PresenceMember): void {
    this.#members.add(member)
  }

  leave(member: PresenceMember): void {
    this.#members.delete(member)
  }

  tell(dataset: string, event: PresenceEvent): void {
    for (const member of this.#members) if (member.dataset === dataset) member.hear(event)
  }
}
