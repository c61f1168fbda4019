/** A browser that has allowed to be pushed to (Push API). */
export type PushTarget = { endpoint: string; p256dh: string; auth: string }

export type PushMessage = {
  /** What the service worker is given; encrypted on the way, at most 3,000 bytes. */
  payload: string
  /** A later message of the same topic takes the place of one that has not been delivered: 32 letters at most. */
  topic: string
  /** After so many seconds nobody wants it any more. */
  ttlSeconds: number
}

/** What the town needs of whoever carries messages to browsers. */
export interface PushProvider {
  /** The VAPID key (RFC 8292) by which push services know us, base64url. */
  publicKey: string
  /**
   * Hands a message over: `taken`, or `gone` when the browser is not to be pushed to any more. Rejects when nobody
   * answers or the service is busy, so that the caller tries again.
   */
  send(target: PushTarget, message: PushMessage): Promise<'taken' | 'gone'>
  /** Whether somebody may ask us to send there. */
  maySendTo(endpoint: string): boolean
  /** A device at the push service of a rehearsal; nothing where there is none. */
  rehearse(): Promise<PushTarget | undefined>
}
