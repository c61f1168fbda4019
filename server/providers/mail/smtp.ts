import { createTransport } from 'nodemailer'
import type { MailProvider } from './port.ts'

export type SmtpConfig = {
  /** smtp://user:password@host:587 (STARTTLS) or smtps://…:465. */
  url: string
  /** 「さいコイン <no-reply@example.jp>」. */
  from: string
  dkim?: { domainName: string; keySelector: string; privateKey: string }
  timeoutMs?: number
}

/**
 * Sends by SMTP over kept-open connections; TLS is demanded of every server that is not on this machine.
 * `send` rejects with nodemailer's error (`responseCode` holds the server's answer); a bad URL throws.
 */
export function smtp(config: SmtpConfig): MailProvider {
  const server = new URL(config.url)
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(server.hostname)
  const timeout = config.timeoutMs ?? 8000
  const transport = createTransport({
    pool: true,
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: Number(server.port || 587),
    secure: server.protocol === 'smtps:',
    requireTLS: server.protocol === 'smtp:' && !local,
    ...(server.username
      ? { auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) } }
      : {}),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    ...(config.dkim ? { dkim: config.dkim } : {}),
  })
  const domain = /@([^\s>]+)>?$/.exec(config.from)?.[1] ?? 'localhost'
  return {
    async send({ to, subject, text, html, reference }) {
      // The same message has the same id however often it is sent, so mail programs show a repetition once.
      const messageId = `<${reference.replaceAll(/[^\w.-]/g, '-')}@${domain}>`
      await transport.sendMail({ from: config.from, to, subject, text, messageId, ...(html ? { html } : {}) })
    },
    close: () => transport.close(),
  }
}
