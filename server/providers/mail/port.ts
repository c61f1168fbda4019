/** What the town needs of a mail server. */
export interface MailProvider {
  /**
   * Hands a mail over to the server; rejects when it is refused or nobody answers, so that the caller tries
   * again.
   */
  send(m: { to: string; subject: string; text: string; html?: string; reference: string }): Promise<void>
  close(): void
}
